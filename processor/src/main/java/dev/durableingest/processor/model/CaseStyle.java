package dev.durableingest.processor.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** How names are derived from each other, and the forms that they must have. */
public final class CaseStyle {
  private static final Pattern SNAKE = Pattern.compile("[a-z0-9]+(_[a-z0-9]+)*");
  private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private CaseStyle() {}

  /** {@code tradeId} is trade_id, {@code HTTPStatus} http_status, {@code open24h} open24h. */
  public static String snake(String component) {
    return separate(component, '_');
  }

  /** {@code feedUrl} is feed-url. */
  public static String kebab(String component) {
    return separate(component, '-');
  }

  /** {@code feedUrl}, {@code feed_url} and {@code feed-url} are FEED_URL. */
  public static String constant(String name) {
    return snake(name.replaceAll("[^A-Za-z0-9]+", "_")).toUpperCase(Locale.ROOT);
  }

  /** Whether a name is in lower_snake_case; it may start with a digit. */
  public static boolean isSnake(String name) {
    return SNAKE.matcher(name).matches();
  }

  /** Whether a name is in kebab-case. */
  public static boolean isKebab(String name) {
    return KEBAB.matcher(name).matches();
  }

  /** A separator before a capital after a small letter or digit, or that starts a word. */
  private static String separate(String name, char separator) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c) && i > 0 && startsWord(name, i)) {
        result.append(separator);
      }
      result.append(c == '_' ? separator : Character.toLowerCase(c));
    }
    return result.toString();
  }

  private static boolean startsWord(String name, int i) {
    char before = name.charAt(i - 1);
    if (Character.isLowerCase(before) || Character.isDigit(before)) {
      return true;
    }
    boolean smallFollows = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
    return Character.isUpperCase(before) && smallFollows;
  }
}
