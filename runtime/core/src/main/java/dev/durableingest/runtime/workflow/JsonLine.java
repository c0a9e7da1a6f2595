package dev.durableingest.runtime.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One JSON object on one line. Characters beyond ASCII are escaped, so that the encoding of
 * standard output does not matter.
 */
final class JsonLine {
  /** Reads and writes the JSON that this package shows. */
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();

  private JsonLine() {}

  /** An object without a {@code type}. */
  static JsonLine untyped() {
    return new JsonLine();
  }

  /** An object with its {@code type}. */
  static JsonLine ofType(String type) {
    return new JsonLine().with("type", type);
  }

  /** The object with one more field. */
  JsonLine with(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  @Override
  public String toString() {
    return MAPPER.writeValueAsString(fields);
  }
}
