package dev.durableingest.runtime.polling;

import dev.durableingest.runtime.SourceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * The time of a source that polls: what it measures with, and how it waits. Comes in through
 * constructors, so that a test never sleeps. Thread-safe.
 */
public interface PollTime {

  /** Nanoseconds that only grow, to measure with. */
  long nanos();

  /** The wall clock, for dates that a server names. */
  Instant now();

  /**
   * Waits so long; not at all for zero or less.
   *
   * @throws InterruptedException when the pipeline is being cancelled
   */
  void sleep(Duration duration) throws InterruptedException;

  /** The clocks of the machine. */
  static PollTime system() {
    return new PollTime() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Instant now() {
        return Instant.now();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        // Also a wait of zero sees the interrupt, so that a loop of them can be cancelled.
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
      }
    };
  }

  /**
   * The clocks of the machine, for one call of {@code run}: before it sleeps it tells the runtime
   * for how long silence is normal, so that a long wait is not taken for a stall.
   */
  static PollTime of(SourceContext context) {
    PollTime system = system();
    return new PollTime() {
      @Override
      public long nanos() {
        return system.nanos();
      }

      @Override
      public Instant now() {
        return system.now();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        if (!duration.isZero() && !duration.isNegative()) {
          context.alive(duration);
        }
        system.sleep(duration);
      }
    };
  }
}
