package dev.durableingest.runtime.pipeline;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A source that left {@code run} and is started again.
 *
 * @param source name of the source
 * @param cause what it threw, or null
 * @param nextAttempt number of the attempt that follows
 * @param delay how long until then
 */
record LostConnection(String source, @Nullable Throwable cause, long nextAttempt, Duration delay) {

  /** One line for people. */
  String words() {
    return "Source '"
        + source
        + "' lost its connection: "
        + (cause == null ? "it ended" : describe(cause))
        + ". Attempt "
        + nextAttempt
        + " follows in "
        + delay.toMillis()
        + " ms.";
  }

  private static String describe(Throwable cause) {
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return cause.getClass().getSimpleName();
    }
    return message.lines().findFirst().orElse(message);
  }
}
