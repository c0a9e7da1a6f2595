package dev.durableingest.runtime.time;

import java.time.Instant;

/** The two clocks: one to measure with, one to show. Thread-safe. */
public interface Time {

  /** Nanoseconds that only grow; for waits and durations. */
  long nanos();

  /** The wall clock, which may jump; only to show, never to decide. */
  Instant now();

  /** The clocks of the machine. */
  static Time system() {
    return new Time() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Instant now() {
        return Instant.now();
      }
    };
  }
}
