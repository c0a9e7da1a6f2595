package dev.durableingest.supabase.change;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Reads values in the text form in which PostgreSQL writes them with {@code DateStyle = ISO} and
 * {@code bytea_output = hex}; also the ISO form with a {@code T}, which JSON has.
 */
final class PostgresText {
  private static final Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59.999999Z");
  private static final LocalDate FIRST_DATE = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);
  private static final int DATE_LENGTH = "2026-11-22".length();
  private static final int SECONDS_LENGTH = "2026-11-22 21:45:32".length();

  private PostgresText() {}

  static long integer(String column, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw unreadable(column, "an integer of 64 bits");
    }
  }

  static BigDecimal decimal(String column, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw unreadable(column, "a decimal");
    }
  }

  static double floatingPoint(String column, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw unreadable(column, "a floating-point number");
    }
  }

  static boolean bool(String column, String text) {
    return switch (text) {
      case "t", "true" -> true;
      case "f", "false" -> false;
      default -> throw unreadable(column, "a boolean");
    };
  }

  static UUID uuid(String column, String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw unreadable(column, "a UUID");
    }
  }

  static byte[] bytes(String column, String text) {
    try {
      return HexFormat.of().parseHex(text, text.startsWith("\\x") ? 2 : 0, text.length());
    } catch (IllegalArgumentException e) {
      throw unreadable(column, "bytes in hexadecimal");
    }
  }

  static LocalDate date(String column, String text) {
    if (text.equals("infinity")) {
      return LAST_DATE;
    }
    if (text.equals("-infinity")) {
      return FIRST_DATE;
    }
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw unreadable(column, "a date of the years 1 to 9999");
    }
  }

  static Instant instant(String column, String text) {
    if (text.equals("infinity")) {
      return LAST_INSTANT;
    }
    if (text.equals("-infinity")) {
      return FIRST_INSTANT;
    }
    try {
      return finiteInstant(text);
    } catch (DateTimeException | NumberFormatException | StringIndexOutOfBoundsException e) {
      throw unreadable(column, "a timestamp of the years 1 to 9999");
    }
  }

  /** Such as {@code 2026-11-22 21:45:32.503497+00}; fraction and zone may be absent. */
  private static Instant finiteInstant(String text) {
    LocalDate date = LocalDate.parse(text.substring(0, DATE_LENGTH));
    LocalTime time = LocalTime.parse(text.substring(DATE_LENGTH + 1, SECONDS_LENGTH));
    int at = SECONDS_LENGTH;
    int nanos = 0;
    if (at < text.length() && text.charAt(at) == '.') {
      int end = at + 1;
      while (end < text.length() && Character.isDigit(text.charAt(end))) {
        end++;
      }
      String digits = text.substring(at + 1, end);
      nanos = Integer.parseInt((digits + "000000000").substring(0, 9));
      at = end;
    }
    ZoneOffset zone = at == text.length() ? ZoneOffset.UTC : ZoneOffset.of(text.substring(at));
    return LocalDateTime.of(date, time.withNano(nanos)).toInstant(zone);
  }

  private static IllegalArgumentException unreadable(String column, String what) {
    return new IllegalArgumentException("Column '" + column + "' does not hold " + what + ".");
  }
}
