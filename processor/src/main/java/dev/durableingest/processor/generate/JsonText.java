package dev.durableingest.processor.generate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON under construction that people can read and compare: indented by two, lines ended alike
 * everywhere. A library would take longer to load in a cold compiler than the file to write.
 */
public final class JsonText {
  private static final String HEX = "0123456789ABCDEF";

  private final StringBuilder text = new StringBuilder();
  private int depth;
  private boolean isFirst = true;

  /** Opens an object: the whole text, or an element of an array. */
  public void startObject() {
    separate();
    open('{');
  }

  /** Opens an object that a property has as its value. */
  public void startObject(String name) {
    key(name);
    open('{');
  }

  /** Closes the object that was opened last. */
  public void endObject() {
    close('}');
  }

  /** Opens an array that a property has as its value. */
  public void startArray(String name) {
    key(name);
    open('[');
  }

  /** Closes the array that was opened last. */
  public void endArray() {
    close(']');
  }

  /** A property with a text as its value. */
  public void property(String name, String value) {
    key(name);
    quote(value);
  }

  /** A property with a text as its value, or {@code null} where there is none. */
  public void propertyOrNull(String name, @Nullable String value) {
    if (value == null) {
      literal(name, "null");
    } else {
      property(name, value);
    }
  }

  /** A property with a number as its value. */
  public void property(String name, Number value) {
    literal(name, value.toString());
  }

  /** A property that is true or false. */
  public void property(String name, boolean value) {
    literal(name, value ? "true" : "false");
  }

  /** A property with an array of texts as its value. */
  public void property(String name, List<String> values) {
    startArray(name);
    for (String value : values) {
      separate();
      quote(value);
    }
    endArray();
  }

  /** The whole file, which ends with its last line. */
  public byte[] bytes() {
    return (text + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void literal(String name, String value) {
    key(name);
    text.append(value);
  }

  private void key(String name) {
    separate();
    quote(name);
    text.append(" : ");
  }

  private void separate() {
    if (depth > 0) {
      text.append(isFirst ? "\n" : ",\n").append("  ".repeat(depth));
    }
    isFirst = false;
  }

  private void open(char bracket) {
    text.append(bracket);
    depth++;
    isFirst = true;
  }

  private void close(char bracket) {
    depth--;
    text.append(isFirst ? " " : "\n" + "  ".repeat(depth)).append(bracket);
    isFirst = false;
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char one = value.charAt(i);
      switch (one) {
        case '"', '\\' -> text.append('\\').append(one);
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (one < ' ') {
            text.append(one < 0x10 ? "\\u000" : "\\u001").append(HEX.charAt(one & 0xF));
          } else {
            text.append(one);
          }
        }
      }
    }
    text.append('"');
  }
}
