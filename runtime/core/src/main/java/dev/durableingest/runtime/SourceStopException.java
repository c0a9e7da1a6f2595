package dev.durableingest.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by {@link SourceAdapter#run} when it cannot go on until somebody acts: what it has emitted
 * is committed, then the pipeline fails with this message, and is not started again by itself.
 * Everything else that {@code run} throws is a lost connection.
 */
public final class SourceStopException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, where, and the way out; one line, without secrets
   * @param cause the reason, or null
   */
  public SourceStopException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
