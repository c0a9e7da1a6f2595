package dev.durableingest.runtime.deadletter;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.file.LoneSurrogates;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** The stored form of a dead letter: one JSON object on one line. Stateless and thread-safe. */
final class DeadLetterJson {
  static final String CANNOT_BE_RETRIED = "cannot be retried: ";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private DeadLetterJson() {}

  /** The letter as JSON without a line break. Safe to encode as UTF-8. */
  static String write(DeadLetter letter) {
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberProperty("number", letter.number());
      json.writeStringProperty("pipeline", letter.pipeline());
      writeOptional(json, "resource", letter.resource());
      json.writeStringProperty("stage", letter.stage());
      json.writeStringProperty("at", letter.at().toString());
      json.writeNumberProperty("attempts", letter.attempts());
      json.writeObjectPropertyStart("error");
      json.writeStringProperty("type", letter.errorType());
      writeOptional(json, "message", letter.errorMessage());
      json.writeEndObject();
      writeOptional(json, "partition", letter.partition());
      writePosition(json, letter.position());
      json.writeObjectPropertyStart("payload");
      writePayload(json, letter.payload());
      json.writeEndObject();
      json.writeEndObject();
    }
    return LoneSurrogates.escape(text.toString());
  }

  /** The mark as JSON without a line break. */
  static String write(DeadLetterMark mark) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringProperty("mark", mark.action().name().toLowerCase(Locale.ROOT));
      json.writeNumberProperty("number", mark.number());
      json.writeStringProperty("at", mark.at().toString());
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void writePosition(JsonGenerator json, @Nullable StoredValue position) {
    if (position != null) {
      json.writeObjectPropertyStart("position");
      json.writeStringProperty("type", position.type());
      json.writeName("value");
      json.writeRawValue(position.json());
      json.writeEndObject();
    }
  }

  private static void writePayload(JsonGenerator json, DeadLetterPayload payload) {
    json.writeStringProperty("type", payload.type());
    if (payload instanceof DeadLetterPayload.Json value) {
      json.writeName("json");
      json.writeRawValue(value.json());
    } else if (payload instanceof DeadLetterPayload.Bytes value) {
      json.writeStringProperty("base64", value.base64());
      writeOptional(json, "text", decode(value.base64()).orElse(null));
    } else if (payload instanceof DeadLetterPayload.Shown value) {
      json.writeStringProperty("shown", value.text());
      json.writeStringProperty("problem", CANNOT_BE_RETRIED + value.problem());
    }
  }

  private static Optional<String> decode(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static void writeOptional(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }
}
