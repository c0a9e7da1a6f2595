package dev.durableingest.runtime.deadletter;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.DocumentException;
import dev.durableingest.runtime.file.LoneSurrogates;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** The stored form of a dead letter: one JSON object on one line. Stateless and thread-safe. */
public final class DeadLetterJson {
  // A payload must keep every digit that it was kept with.
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final String NOT_RETRIED = "cannot be retried: ";

  private DeadLetterJson() {}

  /** The letter as JSON without a line break. Safe to encode as UTF-8. */
  public static String write(DeadLetter letter) {
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

  /**
   * Reads a letter that was written.
   *
   * @throws DocumentException when it is not of this form
   */
  public static DeadLetter read(String line) throws DocumentException {
    try {
      JsonNode json = MAPPER.readTree(line);
      JsonNode position = json.get("position");
      return new DeadLetter(
          json.required("number").asLong(),
          json.required("pipeline").asString(),
          optional(json, "resource"),
          json.required("stage").asString(),
          readPayload(json.required("payload")),
          json.required("error").required("type").asString(),
          optional(json.required("error"), "message"),
          json.required("attempts").asInt(),
          optional(json, "partition"),
          position == null
              ? null
              : new StoredValue(
                  position.required("type").asString(), position.required("value").toString()),
          Instant.parse(json.required("at").asString()));
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      throw new DocumentException("it is no dead letter", e);
    }
  }

  private static DeadLetterPayload readPayload(JsonNode payload) {
    String type = payload.required("type").asString();
    if (payload.has("json")) {
      return new DeadLetterPayload.Json(type, payload.required("json").toString());
    }
    if (payload.has("base64")) {
      return new DeadLetterPayload.Bytes(payload.required("base64").asString());
    }
    String problem = payload.required("problem").asString().substring(NOT_RETRIED.length());
    return new DeadLetterPayload.Shown(type, payload.required("shown").asString(), problem);
  }

  private static @Nullable String optional(JsonNode json, String name) {
    JsonNode value = json.get(name);
    return value == null ? null : value.asString();
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
      json.writeStringProperty("problem", NOT_RETRIED + value.problem());
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
