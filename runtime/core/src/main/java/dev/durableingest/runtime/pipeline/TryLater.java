package dev.durableingest.runtime.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An event is to be tried again; nothing of it is in the batch. */
final class TryLater extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Duration delay;

  /**
   * @param delay how long to wait, or null for the backoff
   */
  TryLater(String message, @Nullable Duration delay, Throwable cause) {
    super(message, cause);
    this.delay = delay;
  }

  /** How long to wait, or null for the backoff. */
  @Nullable Duration delay() {
    return delay;
  }
}
