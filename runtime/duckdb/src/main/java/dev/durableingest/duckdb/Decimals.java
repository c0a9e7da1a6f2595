package dev.durableingest.duckdb;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import org.duckdb.DuckDBAppender;

/**
 * Appends decimals as the integers that DuckDB stores: 16, 32, 64 or 128 bits by the precision of
 * the column. Brings a value to the scale of its column without making big integers where 128 bits
 * of arithmetic are enough, which is always so for prices and sizes.
 */
final class Decimals {
  private static final int LONG_DIGITS = 18;
  private static final long[] POWERS_OF_TEN = new long[LONG_DIGITS + 1];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i <= LONG_DIGITS; i++) {
      POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
    }
  }

  private Decimals() {}

  /** Appends a value that fits its column. */
  static void append(DuckDBAppender appender, BigDecimal value, int precision, int scale)
      throws SQLException {
    int missingDigits = scale - value.scale();
    if (missingDigits < 0 || missingDigits > LONG_DIGITS || value.precision() > LONG_DIGITS) {
      appendBig(appender, value.setScale(scale).unscaledValue(), precision);
      return;
    }
    // Of scale 0 and few digits, so that longValue() takes the digits as they are.
    long digits = value.scaleByPowerOfTen(value.scale()).longValue();
    long factor = POWERS_OF_TEN[missingDigits];
    if (precision <= LONG_DIGITS) {
      appendSmall(appender, digits * factor, precision);
    } else {
      appender.appendDecimal(digits * factor, Math.multiplyHigh(digits, factor));
    }
  }

  private static void appendBig(DuckDBAppender appender, BigInteger unscaled, int precision)
      throws SQLException {
    if (precision <= LONG_DIGITS) {
      appendSmall(appender, unscaled.longValueExact(), precision);
    } else {
      appender.appendDecimal(unscaled.longValue(), unscaled.shiftRight(Long.SIZE).longValue());
    }
  }

  private static void appendSmall(DuckDBAppender appender, long unscaled, int precision)
      throws SQLException {
    if (precision <= 4) {
      appender.appendDecimal((short) unscaled);
    } else if (precision <= 9) {
      appender.appendDecimal((int) unscaled);
    } else {
      appender.appendDecimal(unscaled);
    }
  }
}
