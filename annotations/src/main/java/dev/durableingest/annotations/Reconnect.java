package dev.durableingest.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The backoff between two attempts of a source: exponential, jittered, reset by new progress.
 *
 * <p>Durations are written as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h} or {@code PT30S}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({})
public @interface Reconnect {

  /** The wait before the second attempt. At most {@link #maxDelay}. */
  String initialDelay() default "500ms";

  /** The longest wait. A connection that lived longer than this counts as progress. */
  String maxDelay() default "30s";

  /** What the wait is multiplied with from attempt to attempt; 1 or more. */
  double multiplier() default 2;

  /** The share of the wait that is random, from 0 to 1: 0.2 spreads it by 20 % either way. */
  double jitter() default 0.2;
}
