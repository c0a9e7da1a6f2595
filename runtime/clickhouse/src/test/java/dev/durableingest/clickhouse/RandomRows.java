package dev.durableingest.clickhouse;

import dev.durableingest.clickhouse.Rows.Row;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.ColumnType.DecimalType;
import dev.durableingest.runtime.wiring.ColumnType.EnumType;
import dev.durableingest.runtime.wiring.ColumnType.ListType;
import dev.durableingest.runtime.wiring.ColumnType.MapType;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.ColumnType.StructType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Column lists and values drawn from a seed; extremes come often. */
final class RandomRows {
  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "tab\tquote\"'back\\slash\nline\r\u0000end",
          "\u00e9\u20ac \ud83d\ude00",
          "\ud83d half a pair",
          "x".repeat(127),
          "x".repeat(128),
          "\u00e9".repeat(300));

  private final Random random;

  RandomRows(Random random) {
    this.random = random;
  }

  /** The column id, one column of every scalar type, and some nested ones. */
  Column[] columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(Rows.id());
    for (Scalar scalar : Scalar.values()) {
      columns.add(new Column("c" + columns.size(), scalar, random.nextBoolean()));
    }
    for (int precision : List.of(1 + random.nextInt(9), 10 + random.nextInt(9), 38)) {
      columns.add(
          new Column(
              "c" + columns.size(),
              new DecimalType(precision, random.nextInt(precision + 1)),
              random.nextBoolean()));
    }
    columns.add(
        new Column(
            "c" + columns.size(), new EnumType(List.of("BUY", "SELL")), random.nextBoolean()));
    for (int i = 0; i < 6; i++) {
      ColumnType type = nested(3);
      boolean nullable = type instanceof StructType && random.nextBoolean();
      columns.add(new Column("c" + columns.size(), type, nullable));
    }
    return columns.toArray(Column[]::new);
  }

  private ColumnType nested(int depth) {
    return switch (random.nextInt(3)) {
      case 0 -> new ListType(type(depth - 1));
      case 1 ->
          new MapType(
              pick(List.of(Scalar.STRING, Scalar.INT32, Scalar.INT64, Scalar.UUID)),
              type(depth - 1));
      default -> {
        List<Column> fields = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
          ColumnType type = type(depth - 1);
          boolean collection = type instanceof ListType || type instanceof MapType;
          fields.add(new Column("f" + i, type, !collection && random.nextBoolean()));
        }
        yield new StructType(fields);
      }
    };
  }

  private ColumnType type(int depth) {
    if (depth > 0 && random.nextInt(3) == 0) {
      return nested(depth);
    }
    return switch (random.nextInt(6)) {
      case 0 -> new DecimalType(20, 4);
      case 1 -> new EnumType(List.of("ON", "OFF"));
      default -> pick(List.of(Scalar.values()));
    };
  }

  Row row(long id, Column[] columns) {
    List<Object> values = new ArrayList<>();
    values.add(id);
    for (int i = 1; i < columns.length; i++) {
      values.add(field(columns[i]));
    }
    return new Row(values);
  }

  private Object field(Column column) {
    return column.nullable() && random.nextInt(3) == 0 ? null : value(column.type());
  }

  private Object value(ColumnType type) {
    if (type instanceof Scalar scalar) {
      return scalar(scalar);
    }
    if (type instanceof DecimalType decimal) {
      return decimal(decimal);
    }
    if (type instanceof EnumType names) {
      return pick(names.values());
    }
    if (type instanceof ListType list) {
      List<Object> elements = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        elements.add(value(list.element()));
      }
      return elements;
    }
    if (type instanceof MapType map) {
      Map<Object, Object> entries = new LinkedHashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        entries.put(value(map.key()), value(map.value()));
      }
      return entries;
    }
    return ((StructType) type)
        .fields().stream()
            .map(this::field)
            .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
  }

  private BigDecimal decimal(DecimalType type) {
    BigInteger largest = BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE);
    BigInteger unscaled =
        switch (random.nextInt(4)) {
          case 0 -> largest;
          case 1 -> largest.negate();
          case 2 -> BigInteger.ZERO;
          default ->
              new BigInteger(120, random)
                  .mod(largest)
                  .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1));
        };
    BigDecimal value = new BigDecimal(unscaled, type.scale());
    return random.nextBoolean() ? value : value.stripTrailingZeros();
  }

  private Object scalar(Scalar scalar) {
    return switch (scalar) {
      case STRING -> pick(TEXTS);
      case JSON -> pick(List.of("{\"a\": [1, null, \"\u00e9\"]}", "[]", "null", "1e400"));
      case BOOLEAN -> random.nextBoolean();
      case INT8 -> pick(List.of(Byte.MIN_VALUE, Byte.MAX_VALUE, (byte) random.nextInt()));
      case INT16 -> pick(List.of(Short.MIN_VALUE, Short.MAX_VALUE, (short) random.nextInt()));
      case INT32 -> pick(List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, random.nextInt()));
      case INT64 -> pick(List.of(Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong()));
      case FLOAT32 ->
          pick(
              List.of(
                  Float.NaN,
                  Float.NEGATIVE_INFINITY,
                  Float.MIN_VALUE,
                  Float.MAX_VALUE,
                  -0.0f,
                  random.nextFloat()));
      case FLOAT64 ->
          pick(
              List.of(
                  Double.NaN,
                  Double.POSITIVE_INFINITY,
                  Double.MIN_VALUE,
                  Double.MAX_VALUE,
                  -0.0,
                  random.nextGaussian()));
      case TIMESTAMP ->
          pick(
              List.of(
                  Instant.parse("1900-01-01T00:00:00Z"),
                  Instant.parse("2299-12-31T23:59:59.999999999Z"),
                  Instant.parse("1969-12-31T23:59:59.999999Z"),
                  Instant.EPOCH
                      .plusSeconds(random.nextInt())
                      .plusNanos(random.nextInt(999_999_999))));
      case DATE ->
          pick(
              List.of(
                  LocalDate.of(1900, 1, 1),
                  LocalDate.of(2299, 12, 31),
                  LocalDate.of(1969, 12, 31),
                  LocalDate.ofEpochDay(random.nextInt(30_000))));
      case UUID -> new UUID(random.nextLong(), random.nextLong());
      case BYTES -> {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        yield bytes;
      }
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
