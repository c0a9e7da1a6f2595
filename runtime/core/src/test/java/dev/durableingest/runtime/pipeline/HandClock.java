package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Clocks that stand still until somebody moves them, so that no thread that is held up makes
 * anything late. Any thread may move them.
 */
final class HandClock implements Time {
  private final AtomicLong nanos = new AtomicLong();

  void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  /** Lets time pass until the thread is interrupted. */
  void passUntilInterrupted() throws InterruptedException {
    while (true) {
      pass(Duration.ofMillis(100));
      Thread.sleep(1);
    }
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public Instant now() {
    return Instant.EPOCH.plusNanos(nanos.get());
  }
}
