package dev.durableingest.supabase.change;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON into texts, and never makes a number of anything: a value is its text as it was sent,
 * with every digit. Objects and arrays stay the JSON they are.
 */
public final class JsonText {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** Of PostgreSQL, an array whose bounds do not start at 1: {@code [0:2]={a,b,c}}. */
  private static final Pattern BOUNDS = Pattern.compile("(?s)\\[-?\\d+:-?\\d+].*");

  private JsonText() {}

  /**
   * The rows of a JSON array of objects.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static List<Row> rows(String json) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      require(parser.nextToken(), JsonToken.START_ARRAY);
      List<Row> rows = new ArrayList<>();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        rows.add(new Row(members(parser, json)));
      }
      require(parser.currentToken(), JsonToken.END_ARRAY);
      return rows;
    } catch (JacksonException e) {
      throw unreadable(e);
    }
  }

  /**
   * The members of a JSON object.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Map<String, @Nullable String> members(String json) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      require(parser.nextToken(), JsonToken.START_OBJECT);
      return members(parser, json);
    } catch (JacksonException e) {
      throw unreadable(e);
    }
  }

  /**
   * The elements of a JSON array.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static List<@Nullable String> elements(String json) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
      require(parser.nextToken(), JsonToken.START_ARRAY);
      List<@Nullable String> elements = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(parser, json));
      }
      return elements;
    } catch (JacksonException e) {
      throw unreadable(e);
    }
  }

  /** A JSON string; {@code null} for null. */
  public static String quoted(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    StringBuilder quoted = new StringBuilder("\"");
    JsonStringEncoder.getInstance().quoteAsString(text, quoted);
    return quoted.append('"').toString();
  }

  static boolean isArray(String text) {
    return text.startsWith("[") && !BOUNDS.matcher(text).matches();
  }

  /** The elements of an array of a column, which has one dimension and no nulls. */
  static List<String> elements(String column, String json) {
    List<String> elements = new ArrayList<>();
    for (String element : elements(json)) {
      if (element == null || element.startsWith("[")) {
        throw new IllegalArgumentException(
            "Column '"
                + column
                + "' holds an array with a null or another array in it. Read it as text.");
      }
      elements.add(element);
    }
    return elements;
  }

  private static Map<String, @Nullable String> members(JsonParser parser, String json) {
    Map<String, @Nullable String> members = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser, json));
    }
    require(parser.currentToken(), JsonToken.END_OBJECT);
    return members;
  }

  private static @Nullable String value(JsonParser parser, String json) {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw unreadable(null);
    }
    if (token.isStructStart()) {
      int start = (int) parser.currentTokenLocation().getCharOffset();
      parser.skipChildren();
      return json.substring(start, (int) parser.currentTokenLocation().getCharOffset() + 1);
    }
    return token == JsonToken.VALUE_NULL ? null : parser.getString();
  }

  private static void require(@Nullable JsonToken found, JsonToken wanted) {
    if (found != wanted) {
      throw unreadable(null);
    }
  }

  private static IllegalArgumentException unreadable(@Nullable JacksonException cause) {
    return new IllegalArgumentException("It is not the JSON that was expected.", cause);
  }
}
