package dev.durableingest.processor.model;

import dev.durableingest.processor.diagnose.Position;

/**
 * A {@code @Decimal}.
 *
 * @param precision digits in all
 * @param scale digits after the point
 * @param at the annotation
 */
public record DecimalModel(int precision, int scale, Position at) {

  /** Whether a column can have these. */
  public boolean isPossible() {
    return precision >= 1 && precision <= 38 && scale >= 0 && scale <= precision;
  }
}
