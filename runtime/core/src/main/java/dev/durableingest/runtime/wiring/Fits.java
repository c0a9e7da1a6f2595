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
  public static <T> T present(@Nullable T value, String column) throws UnfitRecordException {
    if (value == null) {
      throw new UnfitRecordException(
          "Column '"
              + column
              + "' is not nullable, but its value is null. Mark the component @Nullable if it may"
              + " be absent.");
    }
    return value;
  }

  /** Checks that a decimal fits without rounding. */
  public static void decimal(BigDecimal value, int precision, int scale, String column)
      throws UnfitRecordException {
    if (value.scale() == scale && value.precision() <= precision) {
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

  /** Checks that a point in time is one that every sink can hold: the years 1 to 9999. */
  public static void timestamp(Instant value, String column) throws UnfitRecordException {
    if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
      throw new UnfitRecordException(
          "Column '" + column + "' holds the years 1 to 9999, but the value is " + value + ".");
    }
  }
}
