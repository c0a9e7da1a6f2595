package dev.durableingest.duckdb;

import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.ColumnType.DecimalType;
import dev.durableingest.runtime.wiring.ColumnType.EnumType;
import dev.durableingest.runtime.wiring.ColumnType.ListType;
import dev.durableingest.runtime.wiring.ColumnType.MapType;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.ColumnType.StructType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Names and types as DuckDB writes them. */
final class Sql {
  private Sql() {}

  /** A name, quoted. */
  static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Names, quoted, with commas between. */
  static String names(List<String> names) {
    return names.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  /** A column as in {@code CREATE TABLE}. */
  static String column(Column column) {
    return name(column.name()) + " " + type(column.type()) + (column.nullable() ? "" : " NOT NULL");
  }

  /** What stands between the parentheses of {@code CREATE TABLE}. */
  static String definition(RecordTable table) {
    List<String> parts = new ArrayList<>();
    for (Column column : table.columns()) {
      parts.add(column(column));
    }
    if (!table.uniqueKey().isEmpty()) {
      parts.add("PRIMARY KEY (" + names(table.uniqueKey()) + ")");
    }
    return String.join(", ", parts);
  }

  /**
   * The DuckDB type of a column.
   *
   * <p>A point in time is a TIMESTAMP that holds UTC, so that every client shows the same digits
   * and Java reads them as LocalDateTime. A TIMESTAMPTZ would say that it is UTC and compare with
   * now() as it is, but DuckDB's driver for Java reads it an hour off on the days on which the
   * clocks of the JVM's time zone change.
   *
   * <p>An enum is a VARCHAR, because a DuckDB ENUM would have to be altered, with the whole table
   * rewritten, for every constant that the Java enum gains; DuckDB stores repeated text by
   * dictionary anyway. JSON is text that tells tools what it is; DuckDB does not check it here.
   */
  static String type(ColumnType type) {
    if (type instanceof Scalar scalar) {
      return scalar(scalar);
    }
    if (type instanceof DecimalType decimal) {
      return "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    if (type instanceof EnumType) {
      return "VARCHAR";
    }
    if (type instanceof ListType list) {
      return type(list.element()) + "[]";
    }
    if (type instanceof MapType map) {
      return "MAP(" + type(map.key()) + ", " + type(map.value()) + ")";
    }
    return ((StructType) type)
        .fields().stream()
            .map(field -> name(field.name()) + " " + type(field.type()))
            .collect(Collectors.joining(", ", "STRUCT(", ")"));
  }

  private static String scalar(Scalar scalar) {
    return switch (scalar) {
      case STRING -> "VARCHAR";
      case BOOLEAN -> "BOOLEAN";
      case INT8 -> "TINYINT";
      case INT16 -> "SMALLINT";
      case INT32 -> "INTEGER";
      case INT64 -> "BIGINT";
      case FLOAT32 -> "FLOAT";
      case FLOAT64 -> "DOUBLE";
      case TIMESTAMP -> "TIMESTAMP";
      case DATE -> "DATE";
      case UUID -> "UUID";
      case BYTES -> "BLOB";
      case JSON -> "JSON";
    };
  }
}
