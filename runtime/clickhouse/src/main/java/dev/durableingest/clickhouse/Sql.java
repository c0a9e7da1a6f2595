package dev.durableingest.clickhouse;

import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.ColumnType.DecimalType;
import dev.durableingest.runtime.wiring.ColumnType.EnumType;
import dev.durableingest.runtime.wiring.ColumnType.ListType;
import dev.durableingest.runtime.wiring.ColumnType.MapType;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.ColumnType.StructType;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names, types and tables as ClickHouse writes them. */
final class Sql {
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern LOW_CARDINALITY =
      Pattern.compile("LowCardinality\\((Nullable\\(\\w+\\)|\\w+)\\)");
  private static final Pattern TIME_ZONE = Pattern.compile("(DateTime64\\(6), '[^']*'\\)");

  private Sql() {}

  /** A name, quoted. */
  static String name(String name) {
    return '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
  }

  /** Names, quoted, with commas between. */
  static String names(Collection<String> names) {
    return names.stream().map(Sql::name).collect(Collectors.joining(", "));
  }

  /** A text, quoted. */
  static String text(String text) {
    return '\'' + text.replace("\\", "\\\\").replace("'", "\\'") + '\'';
  }

  /** The ClickHouse type of a column. */
  static String type(Column column) {
    if (!column.nullable()) {
      return type(column.type());
    }
    return column.type() instanceof EnumType
        ? "LowCardinality(Nullable(String))"
        : "Nullable(" + type(column.type()) + ")";
  }

  /**
   * The ClickHouse type of what is not null.
   *
   * <p>An enum is text of low cardinality, because an Enum8 would have to be altered for every
   * constant that the Java enum gains. JSON is text, which keeps what the author wrote;
   * ClickHouse's JSON functions read it. Bytes are a String, which may hold any.
   */
  static String type(ColumnType type) {
    if (type instanceof Scalar scalar) {
      return scalar(scalar);
    }
    if (type instanceof DecimalType decimal) {
      return "Decimal(" + decimal.precision() + ", " + decimal.scale() + ")";
    }
    if (type instanceof EnumType) {
      return "LowCardinality(String)";
    }
    if (type instanceof ListType list) {
      return "Array(" + type(list.element()) + ")";
    }
    if (type instanceof MapType map) {
      return "Map(" + type(map.key()) + ", " + type(map.value()) + ")";
    }
    return ((StructType) type)
        .fields().stream()
            .map(field -> plainName(field.name()) + " " + type(field))
            .collect(Collectors.joining(", ", "Tuple(", ")"));
  }

  private static String scalar(Scalar scalar) {
    return switch (scalar) {
      case STRING, BYTES, JSON -> "String";
      case BOOLEAN -> "Bool";
      case INT8 -> "Int8";
      case INT16 -> "Int16";
      case INT32 -> "Int32";
      case INT64 -> "Int64";
      case FLOAT32 -> "Float32";
      case FLOAT64 -> "Float64";
      case TIMESTAMP -> "DateTime64(6, 'UTC')";
      case DATE -> "Date32";
      case UUID -> "UUID";
    };
  }

  /** Whether the bytes of a value of one type are a value of the other. */
  static boolean fits(String wanted, String found) {
    return bare(wanted).equals(bare(found));
  }

  private static String bare(String type) {
    String plain = LOW_CARDINALITY.matcher(type.replace("`", "")).replaceAll("$1");
    return TIME_ZONE.matcher(plain).replaceAll("$1)");
  }

  /** The sorting key, as {@code system.tables} writes it. */
  static String sortingKey(RecordTable table) {
    return table.target().orderBy().stream().map(Sql::plainName).collect(Collectors.joining(", "));
  }

  /** The partition key, as {@code system.tables} writes it, without parentheses around it. */
  static String partitionKey(RecordTable table) {
    return table.target().partitionBy().stream()
        .map(name -> partition(table, name))
        .collect(Collectors.joining(", "));
  }

  /** A point in time or a day splits a table by months. */
  private static String partition(RecordTable table, String columnName) {
    return PartitionCount.isByMonth(table, columnName)
        ? "toYYYYMM(" + plainName(columnName) + ")"
        : plainName(columnName);
  }

  private static String plainName(String name) {
    return PLAIN_NAME.matcher(name).matches() ? name : name(name);
  }

  /** What makes a table. */
  static String create(String database, RecordTable table, long window) {
    String version = table.target().version();
    String partitions = partitionKey(table);
    return "CREATE TABLE IF NOT EXISTS "
        + name(database)
        + "."
        + name(table.name())
        + table.columns().stream()
            .map(column -> name(column.name()) + " " + type(column))
            .collect(Collectors.joining(", ", " (", ")"))
        + " ENGINE = "
        + (version == null ? "MergeTree" : "ReplacingMergeTree(" + name(version) + ")")
        + (partitions.isEmpty() ? "" : " PARTITION BY (" + partitions + ")")
        + " ORDER BY ("
        + names(table.target().orderBy())
        + ") SETTINGS non_replicated_deduplication_window = "
        + window;
  }

  /** What adds a nullable column to a table. */
  static String addColumn(String database, RecordTable table, Column column) {
    return "ALTER TABLE "
        + name(database)
        + "."
        + name(table.name())
        + " ADD COLUMN IF NOT EXISTS "
        + name(column.name())
        + " "
        + type(column);
  }

  /** What starts an insert of rows. */
  static String insert(String database, Block block) {
    return "INSERT INTO "
        + name(database)
        + "."
        + name(block.table())
        + " ("
        + names(block.columns())
        + ") FORMAT "
        + block.format().clickHouseName();
  }
}
