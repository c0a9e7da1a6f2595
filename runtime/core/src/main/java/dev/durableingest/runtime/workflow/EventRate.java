package dev.durableingest.runtime.workflow;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How many events a second were handled over the last seconds. Single-threaded. */
final class EventRate {
  private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();

  private final Deque<Sample> samples = new ArrayDeque<>();

  /**
   * Notes how many events were handled until now.
   *
   * @param nanos the monotonic clock
   * @param handled events handled since the start
   * @return events a second over the last seconds
   */
  long perSecond(long nanos, long handled) {
    samples.addLast(new Sample(nanos, handled));
    while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
    Sample first = samples.getFirst();
    long elapsed = nanos - first.nanos();
    return elapsed <= 0
        ? 0
        : Math.round(
            (handled - first.handled()) * (double) Duration.ofSeconds(1).toNanos() / elapsed);
  }

  private record Sample(long nanos, long handled) {}
}
