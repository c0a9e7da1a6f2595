package dev.durableingest.coinbase.rest;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Spaces requests or connects, so that the exchange's limit is kept however many threads ask.
 * Thread-safe.
 */
public final class RequestPace {
  private final long spacingNanos;
  private long nextAt = System.nanoTime();

  /**
   * @param spacing least time from one to the next
   */
  public RequestPace(Duration spacing) {
    this.spacingNanos = spacing.toNanos();
  }

  /** Waits for the caller's turn. */
  public void await() throws InterruptedException {
    for (long wait = takeTurn(); wait > 0; wait = takeTurn()) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
  }

  /** Lets nobody through for so long, those included who wait already. */
  synchronized void pause(Duration pause) {
    long until = System.nanoTime() + pause.toNanos();
    if (until - nextAt > 0) {
      nextAt = until;
    }
  }

  /** Takes the turn and returns 0, or returns how many nanoseconds are left until it comes. */
  private synchronized long takeTurn() {
    long now = System.nanoTime();
    if (nextAt - now > 0) {
      return nextAt - now;
    }
    nextAt = now + spacingNanos;
    return 0;
  }
}
