package dev.durableingest.runtime.polling;

import java.time.Duration;

/**
 * Spaces requests evenly, so that a server's limit is kept however many threads ask: no burst, also
 * not after a rest. Thread-safe.
 */
public final class RateLimit {
  private final PollTime time;
  private final long spacingNanos;
  private long nextNanos;

  /**
   * @param time measures and waits
   * @param requests how many requests are allowed, 1 or more
   * @param per in this time, positive
   * @throws IllegalArgumentException when a limit is none
   */
  public RateLimit(PollTime time, int requests, Duration per) {
    if (requests < 1 || per.isZero() || per.isNegative()) {
      throw new IllegalArgumentException(
          "A rate limit is 1 or more requests in a positive time, was "
              + requests
              + " in "
              + per
              + ".");
    }
    this.time = time;
    this.spacingNanos = per.toNanos() / requests;
    this.nextNanos = time.nanos();
  }

  /**
   * Waits for the caller's turn.
   *
   * @throws InterruptedException when interrupted while it waits; the turn is not taken
   */
  public void acquire() throws InterruptedException {
    for (long wait = takeTurn(); wait > 0; wait = takeTurn()) {
      time.sleep(Duration.ofNanos(wait));
    }
  }

  /** Lets nobody through for so long, those included who wait already. */
  public synchronized void pause(Duration pause) {
    long until = time.nanos() + pause.toNanos();
    if (until - nextNanos > 0) {
      nextNanos = until;
    }
  }

  /** Takes the turn and returns 0, or returns how many nanoseconds are left until it comes. */
  private synchronized long takeTurn() {
    long now = time.nanos();
    if (nextNanos - now > 0) {
      return nextNanos - now;
    }
    nextNanos = now + spacingNanos;
    return 0;
  }
}
