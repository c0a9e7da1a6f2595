package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The command {@code registry} shows what the processor wrote. */
final class RegistryTest {

  @Test
  void showsResourcesAndColumnsAsText() {
    Ran ran = Ran.quakes(Map.of(), "registry");

    assertThat(ran.out())
        .isEqualTo(
            """
            source quakes, com.acme.quakes.QuakesSource

            RESOURCE     SINK                SORTED BY / KEY  ON ERROR     REPLAY
            earthquakes  stream earthquakes  region           DEAD_LETTER  FROM_CHECKPOINT
            stations     stream stations                      HALT         NONE

            earthquakes: One line per reported earthquake
              COLUMN    TYPE
              id        int64
              depth_km  float64  nullable

            stations
              COLUMN  TYPE
              code    string
            """);
    assertThat(ran.exitCode()).isZero();
  }

  @Test
  void showsTheWholeRegistryAsOneJsonObject() throws Exception {
    Ran ran = Ran.quakes(Map.of(), "registry", "--json");

    assertThat(ran.outLines()).hasSize(1);
    JsonNode shown = JsonLine.MAPPER.readTree(ran.out());
    JsonNode written =
        JsonLine.MAPPER.readTree(
            Quakes.class.getResourceAsStream("/META-INF/durable-ingest/registry/quakes.json"));
    assertThat(shown).isEqualTo(written);
    assertThat(ran.out()).startsWith("{\"formatVersion\":1,\"source\":{\"name\":\"quakes\"");
  }

  @Test
  void saysWhatToDoWhereThereIsNone() {
    Ran ran =
        Ran.workflow(
            shell ->
                new Workflow<>(Quakes.class, "tides", Quakes.config(), Quakes::pipeline, shell),
            Map.of(),
            "registry");

    assertThat(ran.errLines())
        .containsExactly(
            "tides: the registry of source 'tides' is not beside "
                + Quakes.class.getName()
                + ": compile with durable-ingest-processor.");
    assertThat(ran.exitCode()).isEqualTo(1);
  }
}
