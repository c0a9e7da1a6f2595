package dev.durableingest.runtime.source;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits that grow from failure to failure, jittered, and start over after progress. Owned by one
 * thread.
 */
public final class Backoff {
  private final Duration initialDelay;
  private final Duration maxDelay;
  private final double multiplier;
  private final double jitter;
  private final RandomGenerator random;
  private int failures;

  /**
   * @param initialDelay the first wait
   * @param maxDelay the longest wait, before jitter
   * @param multiplier growth, 1 or more
   * @param jitter share that is random, 0 to 1
   * @param random where the jitter comes from
   */
  public Backoff(
      Duration initialDelay,
      Duration maxDelay,
      double multiplier,
      double jitter,
      RandomGenerator random) {
    this.initialDelay = initialDelay;
    this.maxDelay = maxDelay;
    this.multiplier = multiplier;
    this.jitter = jitter;
    this.random = random;
  }

  /** The wait after one more failure. */
  public Duration next() {
    double grown = (double) initialDelay.toNanos() * Math.pow(multiplier, failures++);
    double capped = Math.min(grown, (double) maxDelay.toNanos());
    double factor = 1 + jitter * (2 * random.nextDouble() - 1);
    return Duration.ofNanos((long) (capped * factor));
  }

  /** Something new was achieved: the next wait is the first again. */
  public void reset() {
    failures = 0;
  }

  /** Failures since the last progress. */
  public int failures() {
    return failures;
  }

  /** The longest wait, before jitter. */
  public Duration maxDelay() {
    return maxDelay;
  }
}
