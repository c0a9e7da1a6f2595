package dev.durableingest.supabase.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.supabase.Captures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages that a PostgreSQL 15 sent. */
class LogDecoderTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void decodesEveryMessageOfARecordingAsWhatItIs() throws IOException {
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (JsonNode entry : recording()) {
      expected.add(entry.get("type").asString());
      found.add(name(LogDecoder.decode(bytes(entry))));
    }
    expected.replaceAll(
        type -> List.of("Origin", "Type", "Message").contains(type) ? "Other" : type);

    assertThat(found).isEqualTo(expected).isNotEmpty();
  }

  @Test
  void keepsEveryDigitOfARecordedRow() throws IOException {
    for (JsonNode entry : recording()) {
      if (LogDecoder.decode(bytes(entry)) instanceof LogMessage.Insert insert
          && entry.get("step").asString().equals("insert_nulls_bigint")) {
        assertThat(insert.row().texts())
            .startsWith("9223372036854775806", "max", null, "f", null)
            .endsWith("2026-11-22 21:45:32.50708+00");
        return;
      }
    }
    assertThat(true).as("the recording has the step").isFalse();
  }

  @Test
  void refusesATypeThatTheProtocolHasNot() {
    assertThatThrownBy(() -> LogDecoder.decode(ByteBuffer.wrap(new byte[] {'S'})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("type 'S'");
  }

  private static String name(LogMessage message) {
    return message instanceof LogMessage.TableDescription
        ? "Relation"
        : message.getClass().getSimpleName();
  }

  private static List<JsonNode> recording() throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    for (String line : Files.readAllLines(Captures.file("supabase/pgoutput_v1.jsonl"))) {
      entries.add(JSON.readTree(line));
    }
    return entries;
  }

  private static ByteBuffer bytes(JsonNode entry) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(entry.get("hex").asString()));
  }
}
