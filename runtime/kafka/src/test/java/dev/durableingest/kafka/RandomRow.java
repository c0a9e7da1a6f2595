package dev.durableingest.kafka;

import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.ColumnType.DecimalType;
import dev.durableingest.runtime.wiring.ColumnType.EnumType;
import dev.durableingest.runtime.wiring.ColumnType.ListType;
import dev.durableingest.runtime.wiring.ColumnType.MapType;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.ColumnType.StructType;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
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

/** Columns, and rows of them, drawn from a random source; one value in two is an extreme. */
final class RandomRow {
  /** How deep lists, maps and structs are in each other. */
  private static final int DEPTH = 3;

  private static final List<String> NAMES = List.of("BUY", "SELL", "HOLD");

  private RandomRow() {}

  /**
   * A record.
   *
   * @param values one value a column, or null; of a struct a list, of an enum the name
   */
  record Row(List<Object> values) {}

  /** A column of each scalar type, of decimals, of an enum, and some that are nested. */
  static List<Column> columns(Random random) {
    List<ColumnType> types = new ArrayList<>(List.of(Scalar.values()));
    types.add(new DecimalType(38, random.nextInt(39)));
    types.add(new DecimalType(1 + random.nextInt(9), 0));
    types.add(new EnumType(NAMES));
    for (int i = 0; i < 6; i++) {
      types.add(type(random, DEPTH));
    }
    return columns(types, random);
  }

  /** A row of these columns. */
  static Row of(List<Column> columns, Random random) {
    return new Row(values(columns, random));
  }

  private static List<Column> columns(List<ColumnType> types, Random random) {
    List<Column> columns = new ArrayList<>();
    for (ColumnType type : types) {
      columns.add(new Column("c" + columns.size(), type, random.nextBoolean()));
    }
    return columns;
  }

  private static ColumnType type(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 5 : 2)) {
      case 0 -> new DecimalType(18, 4);
      case 2 -> new ListType(type(random, depth - 1));
      case 3 -> new MapType(Scalar.STRING, type(random, depth - 1));
      case 4 ->
          new StructType(
              columns(List.of(type(random, depth - 1), type(random, depth - 1)), random));
      default -> Scalar.values()[random.nextInt(Scalar.values().length)];
    };
  }

  private static List<Object> values(List<Column> columns, Random random) {
    List<Object> values = new ArrayList<>();
    for (Column column : columns) {
      boolean isNull = column.nullable() && random.nextInt(4) == 0;
      values.add(isNull ? null : value(column.type(), random));
    }
    return values;
  }

  private static Object value(ColumnType type, Random random) {
    if (type instanceof DecimalType decimal) {
      BigInteger end = BigInteger.TEN.pow(decimal.precision());
      BigInteger most = end.subtract(BigInteger.ONE);
      BigInteger digits = new BigInteger(130, random).mod(end);
      BigInteger unscaled = pick(random, most, most.negate(), BigInteger.ZERO, digits);
      BigDecimal value = new BigDecimal(unscaled, decimal.scale());
      return random.nextBoolean() ? value : value.stripTrailingZeros();
    } else if (type instanceof EnumType names) {
      return names.values().get(random.nextInt(names.values().size()));
    } else if (type instanceof ListType list) {
      List<Object> elements = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        elements.add(value(list.element(), random));
      }
      return elements;
    } else if (type instanceof MapType map) {
      Map<Object, Object> entries = new LinkedHashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        entries.put(i + text(random), value(map.value(), random));
      }
      return entries;
    } else if (type instanceof StructType struct) {
      return values(struct.fields(), random);
    }
    return scalar((Scalar) type, random);
  }

  private static Object scalar(Scalar type, Random random) {
    return switch (type) {
      case STRING -> text(random);
      case JSON -> pick(random, "{\"a\" : [1, null, \"é\"]}", "[ ]", "null", "0.1e7", "{no");
      case BOOLEAN -> random.nextBoolean();
      case INT8 -> pick(random, Byte.MIN_VALUE, Byte.MAX_VALUE, (byte) random.nextInt());
      case INT16 -> pick(random, Short.MIN_VALUE, Short.MAX_VALUE, (short) random.nextInt());
      case INT32 -> pick(random, Integer.MIN_VALUE, Integer.MAX_VALUE, random.nextInt());
      case INT64 -> pick(random, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong());
      case FLOAT32 ->
          random.nextBoolean()
              ? Float.intBitsToFloat(random.nextInt())
              : pick(random, Float.NaN, Float.MIN_VALUE, -Float.MAX_VALUE, -0.0f);
      case FLOAT64 ->
          random.nextBoolean()
              ? Double.longBitsToDouble(random.nextLong())
              : pick(random, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE, -0.0);
      case TIMESTAMP ->
          pick(
              random,
              Instant.parse("0000-01-01T00:00:00Z"),
              Instant.parse("9999-12-31T23:59:59.999999999Z"),
              Instant.parse("-100000-01-01T00:00:00.000001Z"),
              Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
      case DATE ->
          pick(
              random,
              LocalDate.of(0, 1, 1),
              LocalDate.of(9999, 12, 31),
              LocalDate.of(100_000, 2, 29),
              LocalDate.ofEpochDay(random.nextInt(30_000)));
      case UUID -> pick(random, new UUID(0, 0), new UUID(random.nextLong(), random.nextLong()));
      case BYTES -> {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        yield bytes;
      }
    };
  }

  private static String text(Random random) {
    StringBuilder any = new StringBuilder();
    for (int i = random.nextInt(20); i > 0; i--) {
      any.append((char) random.nextInt(0x300));
    }
    return pick(
            random,
            any.toString(),
            "",
            "\"quoted\\\" \u0000\n\r\t\u2028\u007f",
            "😀 \ud83d half a pair",
            "é".repeat(300),
            "x".repeat(9_000))
        .replace('?', '.'); // stands for what has no form in UTF-8
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Writes rows by the rules of generated codecs. */
  record Codec(List<Column> columns) implements RecordCodec<Row> {
    @Override
    public void check(Row row) {}

    @Override
    public void write(Row row, RecordWriter out) {
      fields(columns, row.values, out);
    }

    private static void fields(List<Column> columns, List<?> values, RecordWriter out) {
      for (int i = 0; i < columns.size(); i++) {
        out.field(columns.get(i).name());
        if (values.get(i) == null) {
          out.writeNull();
        } else {
          value(columns.get(i).type(), values.get(i), out);
        }
      }
    }

    private static void value(ColumnType type, Object value, RecordWriter out) {
      if (type instanceof DecimalType decimal) {
        out.writeDecimal((BigDecimal) value, decimal.precision(), decimal.scale());
      } else if (type instanceof EnumType) {
        out.writeEnum((String) value);
      } else if (type instanceof ListType list) {
        List<?> elements = (List<?>) value;
        out.beginList(elements.size());
        elements.forEach(element -> value(list.element(), element, out));
        out.endList();
      } else if (type instanceof MapType map) {
        Map<?, ?> entries = (Map<?, ?>) value;
        out.beginMap(entries.size());
        entries.forEach(
            (key, mapped) -> {
              value(map.key(), key, out);
              value(map.value(), mapped, out);
            });
        out.endMap();
      } else if (type instanceof StructType struct) {
        out.beginStruct();
        fields(struct.fields(), (List<?>) value, out);
        out.endStruct();
      } else {
        scalar((Scalar) type, value, out);
      }
    }

    private static void scalar(Scalar type, Object value, RecordWriter out) {
      switch (type) {
        case STRING -> out.writeString((String) value);
        case JSON -> out.writeJson((String) value);
        case BOOLEAN -> out.writeBoolean((Boolean) value);
        case INT8 -> out.writeByte((Byte) value);
        case INT16 -> out.writeShort((Short) value);
        case INT32 -> out.writeInt((Integer) value);
        case INT64 -> out.writeLong((Long) value);
        case FLOAT32 -> out.writeFloat((Float) value);
        case FLOAT64 -> out.writeDouble((Double) value);
        case TIMESTAMP -> out.writeTimestamp((Instant) value);
        case DATE -> out.writeDate((LocalDate) value);
        case UUID -> out.writeUuid((UUID) value);
        case BYTES -> out.writeBytes((byte[]) value);
      }
    }
  }
}
