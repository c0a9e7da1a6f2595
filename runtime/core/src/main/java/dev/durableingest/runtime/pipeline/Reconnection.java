package dev.durableingest.runtime.pipeline;

import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A source that left {@code run} and is started again.
 *
 * @param source name of the source
 * @param cause what it threw, or null
 * @param nextAttempt number of the attempt that follows
 * @param delay how long until then
 */
record Reconnection(String source, @Nullable Throwable cause, long nextAttempt, Duration delay) {

  /** One line for people. */
  String words() {
    return "Source '"
        + source
        + "' lost its connection: "
        + (cause == null ? "it ended" : describe(cause))
        + ". Attempt "
        + nextAttempt
        + " follows in "
        + seconds(delay.toMillis())
        + ".";
  }

  private static String seconds(long millis) {
    if (millis < 1_000) {
      return millis + " ms";
    }
    return millis < 10_000
        ? String.format(Locale.ROOT, "%.1f s", millis / 1_000.0)
        : millis / 1_000 + " s";
  }

  private static String describe(Throwable cause) {
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return cause.getClass().getSimpleName();
    }
    if (cause instanceof UnknownHostException) {
      return "there is no host '" + message + "'"; // the message is its name alone
    }
    return message.lines().findFirst().orElse(message);
  }
}
