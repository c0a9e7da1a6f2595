package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.time.Time;
import java.time.Duration;
import java.util.Optional;

/**
 * When a run ends by itself: {@code --for} and {@code --until-idle}. Owned by the pipeline thread.
 */
final class Limits {
  private final Time time;
  private final long runNanos;
  private final long idleNanos;
  private final long startNanos;
  private long lastEventNanos;

  Limits(PipelineOptions options, Time time) {
    this.time = time;
    this.runNanos = nanos(options.runFor());
    this.idleNanos = nanos(options.untilIdle());
    this.startNanos = time.nanos();
    this.lastEventNanos = startNanos;
  }

  /** Events came, and were handled just now. */
  void countEvents() {
    lastEventNanos = time.nanos();
  }

  /**
   * Nanoseconds until the run ends by itself, if nothing comes; 0 or less when it is to end now.
   */
  long nanosLeft() {
    long now = time.nanos();
    return Math.min(runNanos - (now - startNanos), idleNanos - (now - lastEventNanos));
  }

  private static long nanos(Optional<Duration> duration) {
    return duration.map(Duration::toNanos).orElse(Long.MAX_VALUE);
  }
}
