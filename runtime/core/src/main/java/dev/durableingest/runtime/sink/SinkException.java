package dev.durableingest.runtime.sink;

import org.jspecify.annotations.Nullable;

/** A destination or a checkpoint store failed. Carries what to do about it, and one clear line. */
public final class SinkException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Verdict verdict;

  /**
   * @param verdict what to do about it
   * @param message what failed, where, and the way out; one line, without secrets
   * @param cause what the destination said, or null
   */
  public SinkException(Verdict verdict, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.verdict = verdict;
  }

  /** A failure that no repetition will mend. */
  public static SinkException stop(String message) {
    return new SinkException(Verdict.STOP, message, null);
  }

  /** What to do about it. */
  public Verdict verdict() {
    return verdict;
  }
}
