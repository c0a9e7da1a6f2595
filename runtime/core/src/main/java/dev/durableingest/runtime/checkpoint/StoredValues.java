package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.sink.SinkException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Cursors and positions, types of the author's, to their stored JSON and back. */
public final class StoredValues {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private StoredValues() {}

  /**
   * The stored form of a value.
   *
   * @param what what the value is, for the message
   * @throws SinkException with {@code Stop} when the value has no JSON
   */
  public static StoredValue write(Object value, String what) throws SinkException {
    try {
      return new StoredValue(value.getClass().getName(), MAPPER.writeValueAsString(value));
    } catch (JacksonException e) {
      throw SinkException.stop(
          what
              + " cannot be written as JSON: "
              + e.getOriginalMessage()
              + ". A cursor is a record, a String, a number or another type that Jackson reads and"
              + " writes.");
    }
  }

  /**
   * The value of a stored form.
   *
   * @param what what the value is, for the message
   * @throws SinkException with {@code Stop} when it cannot be read as this type
   */
  public static <T> T read(StoredValue stored, Class<T> type, String what) throws SinkException {
    try {
      return MAPPER.readValue(stored.json(), type);
    } catch (JacksonException e) {
      throw SinkException.stop(
          what
              + " was saved as "
              + stored.type()
              + " and cannot be read as "
              + type.getName()
              + ": "
              + e.getOriginalMessage()
              + ". Keep the stored form readable, or start over under another --pipeline-id.");
    }
  }
}
