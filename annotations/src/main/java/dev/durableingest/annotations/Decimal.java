package dev.durableingest.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How wide the column of a {@code BigDecimal} component is. A value that does not fit makes its
 * event a bad one; it is never rounded.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({
  ElementType.RECORD_COMPONENT,
  ElementType.FIELD,
  ElementType.METHOD,
  ElementType.PARAMETER,
  ElementType.TYPE_USE
})
public @interface Decimal {

  /** Digits in all, from 1 to 38. */
  int precision();

  /** Digits after the point, from 0 to {@link #precision}. */
  int scale();
}
