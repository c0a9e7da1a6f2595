package dev.durableingest.supabase.change;

import java.util.ArrayList;
import java.util.List;

/** Reads an array in the text form of PostgreSQL, or in that of JSON: {@code {a,"b c"}}. */
final class ArrayText {
  private final String column;
  private final String text;
  private final List<String> elements = new ArrayList<>();
  private int at;

  private ArrayText(String column, String text) {
    this.column = column;
    this.text = text;
  }

  static List<String> elements(String column, String text) {
    if (JsonText.isArray(text)) {
      return JsonText.elements(column, text);
    }
    ArrayText array = new ArrayText(column, text);
    array.read();
    return array.elements;
  }

  private void read() {
    if (text.startsWith("[")) {
      at = text.indexOf('=') + 1; // bounds that do not start at 1
    }
    expect('{');
    if (peek() == '}') {
      at++;
    } else {
      do {
        element();
      } while (next() == ',');
      at--;
      expect('}');
    }
    if (at != text.length()) {
      throw malformed();
    }
  }

  private void element() {
    char first = peek();
    if (first == '{') {
      throw new IllegalArgumentException(
          "Column '" + column + "' holds an array of several dimensions. Read it as text.");
    }
    if (first == '"') {
      at++;
      elements.add(quoted());
    } else {
      int end = at;
      while (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != '}') {
        end++;
      }
      String bare = text.substring(at, end);
      at = end;
      if (bare.equals("NULL")) {
        throw new IllegalArgumentException(
            "Column '" + column + "' holds an array with a null in it. Read it as text.");
      }
      elements.add(bare);
    }
  }

  private String quoted() {
    StringBuilder element = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      element.append(c == '\\' ? next() : c);
    }
    return element.toString();
  }

  private char peek() {
    if (at >= text.length()) {
      throw malformed();
    }
    return text.charAt(at);
  }

  private char next() {
    char c = peek();
    at++;
    return c;
  }

  private void expect(char c) {
    if (next() != c) {
      throw malformed();
    }
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException("Column '" + column + "' does not hold an array.");
  }
}
