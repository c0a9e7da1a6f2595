package dev.durableingest.runtime.wiring;

import dev.durableingest.runtime.SourceAdapter;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A source, wired: its name, how to make one, and its resources.
 *
 * @param name name of the source
 * @param factory makes the instance that serves one run
 * @param reconnect the backoff between attempts
 * @param resources its resources, in the order of {@code @Source}
 */
public record SourceBinding(
    String name,
    Supplier<? extends SourceAdapter> factory,
    Reconnect reconnect,
    List<ResourceBinding<?, ?, ?>> resources) {

  /** Keeps the list from being changed. */
  public SourceBinding {
    resources = List.copyOf(resources);
  }

  /**
   * The backoff of {@code @Reconnect}.
   *
   * @param initialDelay wait before the second attempt
   * @param maxDelay longest wait
   * @param multiplier growth from attempt to attempt, 1 or more
   * @param jitter share that is random, 0 to 1
   */
  public record Reconnect(
      Duration initialDelay, Duration maxDelay, double multiplier, double jitter) {}
}
