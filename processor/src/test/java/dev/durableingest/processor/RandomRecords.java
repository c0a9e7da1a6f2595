package dev.durableingest.processor;

import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Records of random values that fit their columns, extremes among them. */
final class RandomRecords {
  private static final String[] TEXTS = {
    "",
    " ",
    "\"quoted\" \\ and /",
    "line\nbreak\ttab",
    "\u0000\u001f",
    "Größe €",
    "\uD83D\uDE80",
    "null"
  };
  private static final long[] NUMBERS = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53};
  private static final double[] REALS = {
    0.0, -0.0, 1e-300, Double.MAX_VALUE, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY
  };

  private final Random random;

  RandomRecords(Random random) {
    this.random = random;
  }

  Record record(Class<?> type, List<Column> columns) throws ReflectiveOperationException {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = component(components[i].getGenericType(), columns.get(i));
    }
    return (Record) type.getConstructors()[0].newInstance(values);
  }

  private Object component(Type type, Column column) throws ReflectiveOperationException {
    boolean isAbsent = column.nullable() && random.nextInt(3) == 0;
    if (type instanceof ParameterizedType wrapped && wrapped.getRawType() == Optional.class) {
      Type held = wrapped.getActualTypeArguments()[0];
      return isAbsent ? Optional.empty() : Optional.of(value(held, column.type()));
    }
    return isAbsent ? null : value(type, column.type());
  }

  private Object value(Type type, ColumnType column) throws ReflectiveOperationException {
    if (column instanceof ColumnType.DecimalType decimal) {
      return decimal(decimal);
    }
    if (column instanceof ColumnType.EnumType) {
      Object[] constants = ((Class<?>) type).getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    if (column instanceof ColumnType.StructType struct) {
      return record((Class<?>) type, struct.fields());
    }
    if (column instanceof ColumnType.ListType list) {
      List<Object> values = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        values.add(value(argument(type, 0), list.element()));
      }
      return values;
    }
    if (column instanceof ColumnType.MapType map) {
      Map<Object, Object> values = new LinkedHashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        values.put(value(argument(type, 0), map.key()), value(argument(type, 1), map.value()));
      }
      return values;
    }
    return scalar((ColumnType.Scalar) column);
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  /** As wide as the column, now and then with fewer digits after the point or zeros behind. */
  private BigDecimal decimal(ColumnType.DecimalType type) {
    BigInteger limit = BigInteger.TEN.pow(1 + random.nextInt(type.precision()));
    BigInteger digits = new BigInteger(limit.bitLength() + 8, random).mod(limit);
    BigDecimal value =
        new BigDecimal(random.nextBoolean() ? digits : digits.negate(), type.scale());
    return switch (random.nextInt(3)) {
      case 0 -> value.stripTrailingZeros();
      case 1 -> value.setScale(type.scale() + 3);
      default -> value;
    };
  }

  private Object scalar(ColumnType.Scalar type) {
    long number =
        random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextLong();
    double real =
        random.nextBoolean() ? REALS[random.nextInt(REALS.length)] : random.nextGaussian();
    return switch (type) {
      case STRING -> TEXTS[random.nextInt(TEXTS.length)] + random.nextInt(100);
      case BOOLEAN -> random.nextBoolean();
      case INT8 -> (byte) number;
      case INT16 -> (short) number;
      case INT32 -> (int) number;
      case INT64 -> number;
      case FLOAT32 -> (float) real;
      case FLOAT64 -> real;
      case TIMESTAMP ->
          Instant.ofEpochSecond(
              random.nextLong(-62_135_596_800L, 253_402_300_800L), random.nextInt(1_000_000_000));
      case DATE -> LocalDate.ofEpochDay(random.nextInt(-700_000, 2_900_000));
      case UUID -> new UUID(random.nextLong(), random.nextLong());
      case BYTES -> bytes();
      case JSON -> "{\"a\": [1, " + random.nextInt() + ", null, \"\\u00e9\"], \"b\": {}}";
    };
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }
}
