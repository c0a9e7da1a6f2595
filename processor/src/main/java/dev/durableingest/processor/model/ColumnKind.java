package dev.durableingest.processor.model;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;

/** What a column holds. Its text is the word that the registry uses, the same as the runtime's. */
public sealed interface ColumnKind {

  /** Whether two values are equal exactly when they look alike, and there are parts in none. */
  default boolean isDiscrete() {
    return this instanceof EnumKind
        || this instanceof DecimalKind
        || (this instanceof ScalarKind scalar && scalar.type().isDiscrete());
  }

  /** What it consists of: itself, or what the elements, keys and values consist of. */
  default Stream<ColumnKind> parts() {
    if (this instanceof ListKind list) {
      return list.element().parts();
    }
    if (this instanceof MapKind map) {
      return Stream.concat(map.key().parts(), map.value().parts());
    }
    return Stream.of(this);
  }

  /**
   * A type without parameters.
   *
   * @param type which
   */
  record ScalarKind(ScalarType type) implements ColumnKind {
    @Override
    public String toString() {
      return type.word();
    }
  }

  /**
   * A decimal of fixed scale.
   *
   * @param precision digits in all
   * @param scale digits after the point
   */
  record DecimalKind(int precision, int scale) implements ColumnKind {
    @Override
    public String toString() {
      return "decimal(" + precision + ", " + scale + ")";
    }
  }

  /**
   * An enum.
   *
   * @param type the enum
   * @param constants names of its constants, in order
   */
  record EnumKind(TypeElement type, List<String> constants) implements ColumnKind {
    @Override
    public String toString() {
      return "enum(" + String.join(", ", constants) + ")";
    }
  }

  /**
   * A list.
   *
   * @param element what its elements hold
   */
  record ListKind(ColumnKind element) implements ColumnKind {
    @Override
    public String toString() {
      return "list(" + element + ")";
    }
  }

  /**
   * A map.
   *
   * @param key what its keys hold
   * @param value what its values hold
   */
  record MapKind(ColumnKind key, ColumnKind value) implements ColumnKind {
    @Override
    public String toString() {
      return "map(" + key + ", " + value + ")";
    }
  }

  /**
   * A nested record.
   *
   * @param record the record
   */
  record StructKind(RecordModel record) implements ColumnKind {
    @Override
    public String toString() {
      return record.columns().stream()
          .map(
              column ->
                  column.name().value()
                      + " "
                      + column.kind()
                      + (column.isNullable() ? " null" : ""))
          .collect(Collectors.joining(", ", "struct(", ")"));
    }
  }

  /** A {@code BigDecimal} of which nobody said how wide it is. */
  record UnsizedDecimalKind() implements ColumnKind {
    @Override
    public String toString() {
      return "decimal";
    }
  }

  /** A part of a type that carries {@code @Decimal}, and is no {@code BigDecimal}. */
  record StrayDecimalKind() implements ColumnKind {}

  /**
   * A type that no column can have.
   *
   * @param type the Java type as a person writes it
   * @param advice what to use instead, as a sentence
   */
  record UnsupportedKind(String type, String advice) implements ColumnKind {}

  /**
   * A type that the generated code cannot name.
   *
   * @param type the Java type as a person writes it
   */
  record InvisibleKind(String type) implements ColumnKind {}

  /**
   * A type that does not exist, which the compiler reports.
   *
   * @param type the Java type as a person writes it
   */
  record UnresolvedKind(String type) implements ColumnKind {}
}
