package dev.durableingest.duckdb;

import dev.durableingest.duckdb.Everything.Place;
import dev.durableingest.duckdb.Everything.Shelf;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/** Rows of {@link Everything}: the extremes of every type, and chance. */
final class EverythingRows {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final BigDecimal MOST =
      new BigDecimal(BigInteger.TEN.pow(38).subtract(BigInteger.ONE), 18);

  private EverythingRows() {}

  static Everything nulls(long id) {
    return new Everything(
        id, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null, null, null, null, null, null);
  }

  static Everything withInstant(Instant at) {
    return new Everything(
        1, null, null, null, null, null, null, null, null, null, null, null, null, at, null, null,
        null, null, null, null, null, null, null, null);
  }

  static Everything least(long id) {
    return new Everything(
        id,
        "\0",
        false,
        Byte.MIN_VALUE,
        Short.MIN_VALUE,
        Integer.MIN_VALUE,
        Long.MIN_VALUE,
        -Float.MAX_VALUE,
        -Double.MAX_VALUE,
        MOST.negate(),
        new BigDecimal("-9999999999999999.99"),
        new BigDecimal("-9999999.99"),
        new BigDecimal("-99.99"),
        EARLIEST,
        LocalDate.of(1, 1, 1),
        new UUID(0, 0),
        new byte[] {0},
        DayOfWeek.MONDAY,
        "null",
        List.of("x"),
        List.of(List.of(Long.MIN_VALUE)),
        Map.of("least", MOST.negate()),
        new Place(null, -90, EARLIEST, new Shelf(Integer.MIN_VALUE, List.of(new UUID(0, 0)))),
        List.of());
  }

  static Everything most(long id) {
    return new Everything(
        id,
        "ß…😀 'quoted' \"too\" " + "long ".repeat(2_000),
        true,
        Byte.MAX_VALUE,
        Short.MAX_VALUE,
        Integer.MAX_VALUE,
        Long.MAX_VALUE,
        Float.MAX_VALUE,
        Double.MAX_VALUE,
        MOST,
        new BigDecimal("9999999999999999.99"),
        new BigDecimal("9999999.99"),
        new BigDecimal("99.99"),
        LATEST,
        LocalDate.of(9999, 12, 31),
        new UUID(-1, -1),
        new byte[] {-128, 127, 0, 39, 92, 10},
        DayOfWeek.SUNDAY,
        "{\"a\": [1, null]}",
        List.of("a", "b".repeat(40)),
        List.of(List.of(1L, 2L), List.of(), List.of(Long.MAX_VALUE)),
        Map.of("most", MOST),
        new Place("north", 90, LATEST, new Shelf(Integer.MAX_VALUE, List.of(new UUID(-1, -1)))),
        List.of(new Place("p", 1.5, EARLIEST.plusNanos(1_999), new Shelf(1, List.of()))));
  }

  static Everything empty(long id) {
    return new Everything(
        id,
        "",
        false,
        (byte) 0,
        (short) 0,
        0,
        0L,
        0f,
        0d,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        Instant.EPOCH,
        LocalDate.EPOCH,
        new UUID(0, 1),
        new byte[0],
        DayOfWeek.FRIDAY,
        "{}",
        List.of(),
        List.of(),
        Map.of(),
        new Place("", 0, null, new Shelf(0, List.of())),
        List.of());
  }

  static Everything random(long id, Random random) {
    return new Everything(
        id,
        maybe(random, () -> word(random)),
        maybe(random, random::nextBoolean),
        maybe(random, () -> (byte) random.nextInt()),
        maybe(random, () -> (short) random.nextInt()),
        maybe(random, random::nextInt),
        maybe(random, random::nextLong),
        maybe(random, random::nextFloat),
        maybe(random, random::nextDouble),
        maybe(random, () -> decimal(random, 38, 18)),
        maybe(random, () -> decimal(random, 18, 2)),
        maybe(random, () -> decimal(random, 9, 2)),
        maybe(random, () -> decimal(random, 4, 2)),
        maybe(random, () -> instant(random)),
        maybe(random, () -> LocalDate.ofEpochDay(random.nextInt(-700_000, 2_900_000))),
        maybe(random, () -> new UUID(random.nextLong(), random.nextLong())),
        maybe(random, () -> bytes(random)),
        maybe(random, () -> DayOfWeek.of(1 + random.nextInt(7))),
        maybe(random, () -> "{\"n\":" + random.nextInt() + "}"),
        maybe(random, () -> list(random, () -> word(random))),
        maybe(random, () -> list(random, () -> list(random, random::nextLong))),
        maybe(random, () -> amountsOf(random)),
        maybe(random, () -> place(random)),
        maybe(random, () -> list(random, () -> place(random))));
  }

  private static <T> T maybe(Random random, Supplier<T> value) {
    return random.nextInt(8) == 0 ? null : value.get();
  }

  private static <T> List<T> list(Random random, Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(element.get());
    }
    return list;
  }

  /** Letters, from shorter than what DuckDB keeps in place (12 bytes) to much longer. */
  private static String word(Random random) {
    int length = 1 + random.nextInt(random.nextInt(10) == 0 ? 300 : 14);
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(26)));
    }
    // DuckDB quotes the word null when it stands in a list.
    return word.toString().equals("null") ? "nil" : word.toString();
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(30)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** As sources give them: any scale up to that of the column, also a negative one. */
  private static BigDecimal decimal(Random random, int precision, int scale) {
    int digits = 1 + random.nextInt(precision);
    BigInteger unscaled = new BigInteger(130, random).mod(BigInteger.TEN.pow(digits));
    BigDecimal value = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
    return switch (random.nextInt(3)) {
      case 0 -> value;
      case 1 -> value.stripTrailingZeros();
      // Few digits that need more than 64 bits at the scale of the column.
      default ->
          BigDecimal.valueOf(
              random.nextInt(-9, 9) * (precision > 9 ? 1_234_567L : 1), random.nextInt(3));
    };
  }

  private static Instant instant(Random random) {
    long seconds = random.nextLong(EARLIEST.getEpochSecond(), LATEST.getEpochSecond());
    return Instant.ofEpochSecond(seconds, random.nextInt(1_000_000_000));
  }

  private static Map<String, BigDecimal> amountsOf(Random random) {
    Map<String, BigDecimal> amounts = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      amounts.put("k" + i, decimal(random, 38, 18));
    }
    return amounts;
  }

  private static Place place(Random random) {
    return new Place(
        maybe(random, () -> word(random)),
        random.nextInt(-90, 90) / 4d,
        maybe(random, () -> instant(random)),
        new Shelf(
            random.nextInt(), list(random, () -> new UUID(random.nextLong(), random.nextLong()))));
  }
}
