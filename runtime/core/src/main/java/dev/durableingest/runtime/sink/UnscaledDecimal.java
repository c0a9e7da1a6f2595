package dev.durableingest.runtime.sink;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The integer that a decimal is in a column of fixed scale, in 128 bits. Makes no objects where 128
 * bits of arithmetic are enough, which is always so for prices and sizes. Used again for the next
 * value; single-threaded.
 */
public final class UnscaledDecimal {
  private static final int LONG_DIGITS = 18;
  private static final long[] POWERS_OF_TEN = new long[LONG_DIGITS + 1];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i <= LONG_DIGITS; i++) {
      POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
    }
  }

  private long low;
  private long high;

  /** Zero. */
  public UnscaledDecimal() {}

  /**
   * Takes a value.
   *
   * @param value a decimal that fits its column
   * @param scale digits after the point in the column
   */
  public void set(BigDecimal value, int scale) {
    int missingDigits = scale - value.scale();
    if (missingDigits < 0 || missingDigits > LONG_DIGITS || value.precision() > LONG_DIGITS) {
      BigInteger unscaled = value.setScale(scale).unscaledValue();
      low = unscaled.longValue();
      high = unscaled.shiftRight(Long.SIZE).longValue();
      return;
    }
    // Of scale 0 and few digits, so that longValue() takes the digits as they are.
    long digits = value.scaleByPowerOfTen(value.scale()).longValue();
    long factor = POWERS_OF_TEN[missingDigits];
    low = digits * factor;
    high = Math.multiplyHigh(digits, factor);
  }

  /** The lower 64 bits; the whole value where the column has 18 digits or fewer. */
  public long low() {
    return low;
  }

  /** The upper 64 bits, with the sign. */
  public long high() {
    return high;
  }
}
