package dev.durableingest.runtime.wiring;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The checks that generated codecs make of single values before a record joins a batch. */
public final class Fits {
  // What 64 bits of microseconds around 1970 can hold; also the range that all sinks share.
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Fits() {}

  /** Checks that a column that is not nullable has a value. */
  public static void present(@Nullable Object value, String column) throws UnfitRecordException {
    if (value == null) {
      throw missing(column);
    }
  }

  private static UnfitRecordException missing(String column) {
    return new UnfitRecordException(
        "Column '"
            + column
            + "' is not nullable, but its value is null. Mark the component @Nullable if it may"
            + " be absent.");
  }

  /** Checks that a decimal is there and fits without rounding. */
  public static void decimal(@Nullable BigDecimal value, int precision, int scale, String column)
      throws UnfitRecordException {
    if (value == null) {
      throw missing(column);
    }
    nullableDecimal(value, precision, scale, column);
  }

  /** Checks that a decimal fits without rounding, where there is one. */
  public static void nullableDecimal(
      @Nullable BigDecimal value, int precision, int scale, String column)
      throws UnfitRecordException {
    if (value == null || (value.scale() == scale && value.precision() <= precision)) {
      return;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    boolean tooFine = stripped.scale() > scale;
    boolean tooWide =
        (long) stripped.precision() - stripped.scale() > (long) precision - scale
            && stripped.signum() != 0;
    if (tooFine || tooWide) {
      throw new UnfitRecordException(
          "Column '"
              + column
              + "' is decimal("
              + precision
              + ", "
              + scale
              + "), but the value has "
              + (tooFine
                  ? Math.max(stripped.scale(), 0) + " digits after the point"
                  : (long) stripped.precision() - stripped.scale() + " digits before the point")
              + ". Values are never rounded: widen @Decimal.");
    }
  }

  /** Checks that a point in time is there, and is one that every sink can hold. */
  public static void timestamp(@Nullable Instant value, String column) throws UnfitRecordException {
    if (value == null) {
      throw missing(column);
    }
    nullableTimestamp(value, column);
  }

  /** Checks that a point in time, where there is one, is in the years 1 to 9999. */
  public static void nullableTimestamp(@Nullable Instant value, String column)
      throws UnfitRecordException {
    if (value == null) {
      return;
    }
    if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
      throw new UnfitRecordException(
          "Column '" + column + "' holds the years 1 to 9999, but the value is " + value + ".");
    }
  }
}
