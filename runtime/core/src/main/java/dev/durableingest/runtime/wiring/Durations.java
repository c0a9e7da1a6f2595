package dev.durableingest.runtime.wiring;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and shows durations the way people write them: {@code 500ms}, {@code 30s}, {@code 5m}. */
public final class Durations {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");

  private Durations() {}

  /** The duration that a text says; empty when it says none. Never negative. */
  public static Optional<Duration> parse(String text) {
    String stripped = text.strip();
    Matcher matcher = SHORT.matcher(stripped);
    try {
      if (matcher.matches()) {
        return Optional.of(Duration.of(Long.parseLong(matcher.group(1)), unit(matcher.group(2))));
      }
      Duration iso = Duration.parse(stripped);
      return iso.isNegative() ? Optional.empty() : Optional.of(iso);
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** The duration that generated code or a default says, which the processor has checked. */
  public static Duration of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not a duration"));
  }

  /** The shortest text that {@link #parse} reads back. */
  public static String format(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0 || millis == 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static ChronoUnit unit(String suffix) {
    return switch (suffix) {
      case "ms" -> ChronoUnit.MILLIS;
      case "s" -> ChronoUnit.SECONDS;
      case "m" -> ChronoUnit.MINUTES;
      case "h" -> ChronoUnit.HOURS;
      default -> ChronoUnit.DAYS;
    };
  }
}
