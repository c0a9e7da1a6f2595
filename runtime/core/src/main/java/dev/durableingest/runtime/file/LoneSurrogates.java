package dev.durableingest.runtime.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Half a surrogate pair has no form in UTF-8: it would be stored as '?', and two different names
 * could become one. In valid JSON it can only stand inside a string, where it may be escaped.
 */
public final class LoneSurrogates {
  private static final Pattern HALF = Pattern.compile("\\\\u([dD][89abcdefABCDEF][0-9a-fA-F]{2})");

  private LoneSurrogates() {}

  /** The same JSON, with every half of a surrogate pair that stands alone escaped. */
  public static String escape(String json) {
    int first = next(json, 0);
    if (first == json.length()) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 16);
    int from = 0;
    for (int i = first; i < json.length(); i = next(json, from)) {
      escaped.append(json, from, i).append("\\u").append(Integer.toHexString(json.charAt(i)));
      from = i + 1;
    }
    return escaped.append(json, from, json.length()).toString();
  }

  /**
   * The same JSON, with every escaped half of a surrogate pair as the character that it is: a
   * parser may refuse the escape of one that stands alone.
   */
  public static String unescape(String json) {
    if (!json.contains("\\ud") && !json.contains("\\uD")) {
      return json;
    }
    StringBuilder raw = new StringBuilder(json.length());
    int i = 0;
    while (i < json.length()) {
      Matcher half = HALF.matcher(json).region(i, json.length());
      if (half.lookingAt()) {
        raw.append((char) Integer.parseInt(half.group(1), 16));
        i = half.end();
      } else {
        int end = Math.min(json.length(), json.charAt(i) == '\\' ? i + 2 : i + 1);
        raw.append(json, i, end);
        i = end;
      }
    }
    return raw.toString();
  }

  /** Index of the next lone half, or the length. */
  private static int next(String text, int from) {
    int i = from;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        return i;
      }
      i += Character.charCount(point);
    }
    return i;
  }
}
