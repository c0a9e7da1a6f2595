package dev.durableingest.coinbase.simulator;

import java.util.concurrent.TimeUnit;

/** How many REST requests are answered: so many at once, and so many a second. Thread-safe. */
final class RequestLimit {
  private final double perNano;
  private final double burst;
  private double left;
  private long countedAt = System.nanoTime();

  RequestLimit(double perSecond, double burst) {
    this.perNano = perSecond / TimeUnit.SECONDS.toNanos(1);
    this.burst = burst;
    this.left = burst;
  }

  /** Answers all of them. */
  static RequestLimit none() {
    return new RequestLimit(Double.MAX_VALUE, Double.MAX_VALUE);
  }

  /** Whether one more request is answered. */
  synchronized boolean take() {
    long now = System.nanoTime();
    left = Math.min(burst, left + (now - countedAt) * perNano);
    countedAt = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
