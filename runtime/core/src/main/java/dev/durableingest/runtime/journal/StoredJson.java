package dev.durableingest.runtime.journal;

import dev.durableingest.runtime.file.LoneSurrogates;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Values as the JSON in which a journal keeps them. Stateless and thread-safe. */
final class StoredJson {
  // What comes back is the value that went in: every digit of it; and a class without properties,
  // which would be kept as {}, is refused.
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder().disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION).build())
          .enable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private StoredJson() {}

  static byte[] write(Object value) {
    return bytes(MAPPER.writeValueAsString(value));
  }

  static <T> T read(byte[] json, Class<T> type) {
    return MAPPER.readValue(text(json), type);
  }

  /** What writes values of a type; by the declared type, which alone knows the discriminator. */
  static ObjectWriter writer(Class<?> declared) {
    return MAPPER.writerFor(declared);
  }

  static ObjectReader reader(Class<?> declared) {
    return MAPPER.readerFor(declared);
  }

  static byte[] bytes(String json) {
    return LoneSurrogates.escape(json).getBytes(StandardCharsets.UTF_8);
  }

  static String text(byte[] json) {
    return LoneSurrogates.unescape(new String(json, StandardCharsets.UTF_8));
  }
}
