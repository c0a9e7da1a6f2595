package dev.durableingest.runtime.wiring;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a column holds, in words that every sink can translate into its own types. */
public sealed interface ColumnType {

  /** The types without parameters. */
  enum Scalar implements ColumnType {
    /** Text. */
    STRING,
    /** True or false. */
    BOOLEAN,
    /** Signed, 8 bits. */
    INT8,
    /** Signed, 16 bits. */
    INT16,
    /** Signed, 32 bits. */
    INT32,
    /** Signed, 64 bits. */
    INT64,
    /** IEEE 754, 32 bits. */
    FLOAT32,
    /** IEEE 754, 64 bits. */
    FLOAT64,
    /** A point in time, in UTC, in microseconds; what is finer is cut off. */
    TIMESTAMP,
    /** A day without a time zone. */
    DATE,
    /** A UUID. */
    UUID,
    /** Bytes. */
    BYTES,
    /** Text that holds one JSON value. */
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A decimal number of fixed scale.
   *
   * @param precision digits in all, 1 to 38
   * @param scale digits after the point, 0 to precision
   */
  record DecimalType(int precision, int scale) implements ColumnType {
    @Override
    public String toString() {
      return "decimal(" + precision + ", " + scale + ")";
    }
  }

  /**
   * One of a fixed set of names.
   *
   * @param values the names, in the order of the Java enum
   */
  record EnumType(List<String> values) implements ColumnType {
    @Override
    public String toString() {
      return "enum(" + String.join(", ", values) + ")";
    }
  }

  /**
   * A list; a null list is a null column, elements are never null.
   *
   * @param element type of the elements
   */
  record ListType(ColumnType element) implements ColumnType {
    @Override
    public String toString() {
      return "list(" + element + ")";
    }
  }

  /**
   * A map; neither keys nor values are null.
   *
   * @param key type of the keys, a scalar
   * @param value type of the values
   */
  record MapType(ColumnType key, ColumnType value) implements ColumnType {
    @Override
    public String toString() {
      return "map(" + key + ", " + value + ")";
    }
  }

  /**
   * A nested record.
   *
   * @param fields its components as columns
   */
  record StructType(List<Column> fields) implements ColumnType {
    @Override
    public String toString() {
      return fields.stream()
          .map(field -> field.name() + " " + field.type() + (field.nullable() ? " null" : ""))
          .collect(Collectors.joining(", ", "struct(", ")"));
    }
  }
}
