package dev.durableingest.runtime.sink;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Text that an author says is JSON. */
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** Whether the text is one JSON value and nothing else. */
  static boolean isValid(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException e) {
      return false;
    }
  }

  /** Writes valid JSON without the white space between its tokens, so that it fits on one line. */
  static void putCompact(String json, Utf8Buffer out) {
    boolean isInString = false;
    int i = 0;
    while (i < json.length()) {
      char c = json.charAt(i);
      if (isInString && c == '\\') {
        out.put('\\');
        out.put(json.charAt(i + 1));
        i += 2;
        continue;
      }
      if (c == '"') {
        isInString = !isInString;
      }
      if (isInString || (c > ' ' && c < 0x80)) {
        i += out.putCodePoint(json, i);
      } else {
        i++;
      }
    }
  }
}
