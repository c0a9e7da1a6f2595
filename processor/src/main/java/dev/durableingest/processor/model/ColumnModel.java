package dev.durableingest.processor.model;

import dev.durableingest.processor.diagnose.Position;
import java.util.Optional;

/**
 * A component of a record, as a column.
 *
 * @param component name of the component
 * @param name name of the column
 * @param kind what it holds
 * @param presence whether a value may be absent
 * @param saysNullable whether the author wrote so, which a primitive and an {@code Optional} ignore
 * @param isJson whether it carries {@code @Json}
 * @param decimal its {@code @Decimal}, on the component or its type
 * @param at the component
 */
public record ColumnModel(
    String component,
    Located<String> name,
    ColumnKind kind,
    Presence presence,
    boolean saysNullable,
    boolean isJson,
    Optional<DecimalModel> decimal,
    Position at) {

  /** Whether a value may be absent. */
  public enum Presence {
    /** A primitive: always there. */
    PRIMITIVE,
    /** A reference that must not be null. */
    REQUIRED,
    /** A reference that may be null. */
    NULLABLE,
    /** An {@code Optional}. */
    OPTIONAL
  }

  /** What it holds, in the words of the registry. */
  public String describe() {
    return (isNullable() ? "nullable " : "") + kind;
  }

  /** Whether its type is a mistake of its own, so that its use is none. */
  public boolean isJudgedElsewhere() {
    return kind instanceof ColumnKind.UnsupportedKind
        || kind instanceof ColumnKind.InvisibleKind
        || kind instanceof ColumnKind.UnsizedDecimalKind
        || kind instanceof ColumnKind.UnresolvedKind;
  }

  /** Whether the column may be null. */
  public boolean isNullable() {
    return presence == Presence.NULLABLE || presence == Presence.OPTIONAL;
  }
}
