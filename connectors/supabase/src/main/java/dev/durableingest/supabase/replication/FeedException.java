package dev.durableingest.supabase.replication;

import org.jspecify.annotations.Nullable;

/** The feed cannot go on; one line that says what, where and the way out. */
public final class FeedException extends Exception {
  private static final long serialVersionUID = 1L;

  FeedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  FeedException(String message) {
    this(message, null);
  }
}
