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
 * @param isJson whether it carries {@code @Json}
 * @param decimal its {@code @Decimal}, on the component or its type
 * @param at the component
 */
public record ColumnModel(
    String component,
    Located<String> name,
    ColumnKind kind,
    Presence presence,
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

  /** Whether the column may be null. */
  public boolean isNullable() {
    return presence == Presence.NULLABLE || presence == Presence.OPTIONAL;
  }
}
