package dev.durableingest.processor.model;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as authors write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code PT30S}. */
public final class DurationText {
  private static final Pattern SHORT = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|h|d)");

  private DurationText() {}

  /** The duration that a text says; empty for none, a negative one, or more than long millis. */
  public static Optional<Duration> parse(String text) {
    String stripped = text.strip();
    Matcher matcher = SHORT.matcher(stripped);
    try {
      Duration duration =
          matcher.matches()
              ? of(Long.parseLong(matcher.group(1)), matcher.group(2))
              : Duration.parse(stripped);
      return duration.toMillis() < 0 ? Optional.empty() : Optional.of(duration);
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static Duration of(long amount, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
