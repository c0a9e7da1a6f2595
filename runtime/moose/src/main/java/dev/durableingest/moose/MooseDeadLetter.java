package dev.durableingest.moose;

import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.deadletter.DeadLetterPayload;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dead letter in the shape that Moose's own have.
 *
 * @param originalRecord the event, a JSON object
 * @param errorMessage what the error said
 * @param errorType class of the error
 * @param failedAt when it was set aside
 * @param source one of the three words that Moose knows
 */
record MooseDeadLetter(
    String originalRecord, String errorMessage, String errorType, Instant failedAt, String source) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  // A topic takes 1 MiB a message, unless its owner says otherwise.
  private static final int ORIGINAL_CHARS_MAX = 300_000;

  /** Writes them, under the names that Moose has for the fields. */
  static final RecordCodec<MooseDeadLetter> CODEC =
      new RecordCodec<>() {
        @Override
        public List<Column> columns() {
          return List.of(
              Column.required("originalRecord", Scalar.JSON),
              Column.required("errorMessage", Scalar.STRING),
              Column.required("errorType", Scalar.STRING),
              Column.required("failedAt", Scalar.TIMESTAMP),
              Column.required("source", Scalar.STRING));
        }

        @Override
        public void check(MooseDeadLetter letter) {}

        @Override
        public void write(MooseDeadLetter letter, RecordWriter out) {
          out.writeJson("originalRecord", letter.originalRecord);
          out.writeString("errorMessage", letter.errorMessage);
          out.writeString("errorType", letter.errorType);
          out.writeTimestamp("failedAt", letter.failedAt);
          out.writeString("source", letter.source);
        }
      };

  /**
   * The shape of a letter.
   *
   * @param isOfTable whether its records go into a table
   */
  static MooseDeadLetter of(DeadLetter letter, boolean isOfTable) {
    return new MooseDeadLetter(
        original(letter.payload()),
        Objects.requireNonNullElse(letter.errorMessage(), ""),
        letter.errorType(),
        letter.at(),
        isOfTable && letter.stage().equals("sink") ? "table" : "transform");
  }

  private static String original(DeadLetterPayload payload) {
    ObjectNode wrapped = MAPPER.createObjectNode();
    if (payload instanceof DeadLetterPayload.Json kept) {
      JsonNode json = MAPPER.readTree(kept.json());
      if (kept.json().length() > ORIGINAL_CHARS_MAX) {
        wrapped.put("cut", kept.json().substring(0, ORIGINAL_CHARS_MAX));
      } else if (json.isObject()) {
        return kept.json();
      } else {
        wrapped.set("value", json);
      }
    } else if (payload instanceof DeadLetterPayload.Bytes kept) {
      boolean isLong = kept.base64().length() > ORIGINAL_CHARS_MAX;
      wrapped.put(
          isLong ? "cut" : "base64",
          isLong ? kept.base64().substring(0, ORIGINAL_CHARS_MAX) : kept.base64());
    } else if (payload instanceof DeadLetterPayload.Shown kept) {
      wrapped.put(
          "shown", kept.text().substring(0, Math.min(kept.text().length(), ORIGINAL_CHARS_MAX)));
    }
    return MAPPER.writeValueAsString(wrapped);
  }
}
