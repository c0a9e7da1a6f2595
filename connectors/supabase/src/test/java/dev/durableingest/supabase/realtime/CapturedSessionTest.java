package dev.durableingest.supabase.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.supabase.Captures;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A recorded session, in both versions of the protocol, decodes to the last digit. */
class CapturedSessionTest {
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void decodesEveryChangeToTheLastDigitAndBothVersionsAlike() throws Exception {
    List<ToldChange> objects = changes("1.0.0");
    List<ToldChange> arrays = changes("2.0.0");

    assertThat(arrays).hasSizeGreaterThan(10).isEqualTo(objects);
    assertThat(arrays.get(0).record().text("meta"))
        .contains("\"big\": 12345678901234567890", "2.50");
    assertThat(arrays.stream().map(change -> change.record().text("id")))
        .contains("9007199254740993", "9223372036854775807");
    assertThat(arrays.stream().map(change -> change.record().text("rate")))
        .contains("123456789012345678901234567890.123456789012345678901234567890");
    assertThat(arrays.stream().flatMap(change -> change.errors().stream()))
        .contains(
            "Error 413: Payload Too Large",
            "Error 400: Bad Request, no primary key",
            "Error 401: Unauthorized");
    // An update that did not touch a large value: its key is absent.
    assertThat(arrays)
        .anySatisfy(
            change -> {
              assertThat(change.errors()).isEmpty();
              assertThat(change.record().has("name")).isFalse();
              assertThat(change.record().text("id")).isEqualTo("77");
              assertThat(change.isComplete()).isFalse();
            });
  }

  private static List<ToldChange> changes(String version) throws Exception {
    List<ToldChange> changes = new ArrayList<>();
    for (String line : Files.readAllLines(Captures.file("supabase/realtime_session.jsonl"))) {
      JsonNode entry = JSON.readTree(line);
      boolean isOfServer = entry.path("dir").asString("").equals("server");
      if (isOfServer && entry.path("vsn").asString("").equals(version)) {
        Frame frame = Frame.parse(entry.path("frame").asString(), version.equals("2.0.0"));
        if (frame.event().equals("postgres_changes")) {
          changes.add(ToldChange.parse(frame.payload()));
        }
      }
    }
    return changes;
  }
}
