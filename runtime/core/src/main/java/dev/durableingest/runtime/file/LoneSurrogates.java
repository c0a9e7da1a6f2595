package dev.durableingest.runtime.file;

/**
 * Half a surrogate pair has no form in UTF-8: it would be stored as '?', and two different names
 * could become one. In valid JSON it can only stand inside a string, where it may be escaped.
 */
public final class LoneSurrogates {
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
