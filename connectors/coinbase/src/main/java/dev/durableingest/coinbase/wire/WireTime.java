package dev.durableingest.coinbase.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads ISO-8601 times. The form that Coinbase sends takes a short way, any other the JDK's. */
final class WireTime {
  private static final int SECONDS_END = "2021-04-17T16:43:30".length();
  private static final int LENGTH_MAX = 64;

  private WireTime() {}

  /** The point in time with up to nine digits of a second, or null when the text is none. */
  static @Nullable Instant parse(String text) {
    try {
      if (isPlain(text)) {
        LocalDate date = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10));
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        if (hour < 24 && minute < 60 && second < 60) {
          long secondOfDay = hour * 3600L + minute * 60L + second;
          return Instant.ofEpochSecond(
              Math.addExact(Math.multiplyExact(date.toEpochDay(), 86_400L), secondOfDay),
              nanos(text));
        }
      }
      return text.length() > LENGTH_MAX ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private static boolean isPlain(String text) {
    int end = text.length() - 1;
    if (end < SECONDS_END || end > SECONDS_END + 10 || text.charAt(end) != 'Z') {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean fits =
          switch (i) {
            case 4, 7 -> c == '-';
            case 10 -> c == 'T';
            case 13, 16 -> c == ':';
            case 19 -> c == '.';
            default -> c >= '0' && c <= '9';
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static int nanos(String text) {
    int nanos = 0;
    int end = text.length() - 1;
    for (int i = 0; i < 9; i++) {
      int at = SECONDS_END + 1 + i;
      nanos = nanos * 10 + (at < end ? text.charAt(at) - '0' : 0);
    }
    return nanos;
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }
}
