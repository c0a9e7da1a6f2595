package dev.durableingest.supabase.replication;

import org.jspecify.annotations.Nullable;

/** The feed cannot go on; one line that says what, where and the way out. */
public final class FeedException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what, where and the way out; one line, without secrets
   * @param cause the reason, or null
   */
  public FeedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * @param message what, where and the way out; one line, without secrets
   */
  public FeedException(String message) {
    this(message, null);
  }
}
