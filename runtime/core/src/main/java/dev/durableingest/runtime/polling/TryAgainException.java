package dev.durableingest.runtime.polling;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call failed in a way that may be over soon: a lost connection, a server that is too busy. */
public final class TryAgainException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable Duration delay;

  /**
   * @param message what failed; one line, without secrets
   * @param delay how long the server wants not to be asked, or null where it did not say
   * @param cause the reason, or null
   */
  public TryAgainException(String message, @Nullable Duration delay, @Nullable Throwable cause) {
    super(message, cause);
    this.delay = delay;
  }

  /** How long the server wants not to be asked; null where it did not say. */
  public @Nullable Duration delay() {
    return delay;
  }
}
