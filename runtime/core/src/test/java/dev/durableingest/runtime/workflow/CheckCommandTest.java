package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code check} tells in one line each what a run would find, and changes nothing. */
@Timeout(300)
final class CheckCommandTest {
  @TempDir Path folder;

  @Test
  void tellsEachThingInOneLine() throws IOException {
    Ran ran = check();

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.outLines().stream().map(line -> line.replaceAll(" {2,}", "|")))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("ok|config|12 options of 'quakes'"),
            line -> assertThat(line).startsWith("weak|source 'quakes'|only a run can look"),
            line -> assertThat(line).startsWith("ok|stream 'earthquakes'|" + folder),
            line -> assertThat(line).startsWith("ok|checkpoints|" + folder),
            line ->
                assertThat(line).isEqualTo("ok|checkpoint|none yet: this will be the first run"),
            line -> assertThat(line).startsWith("ok|dead letters|" + folder),
            line -> assertThat(line).isEqualTo("ok|guarantee|effectively-once"));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).as("check writes nothing").isEmpty();
    }
  }

  @Test
  void tellsHowFarThePipelineHasCome() {
    run("--count", "30");
    assertThat(check().out()).containsPattern("checkpoint +revision \\d+ of .*, 30 events");
  }

  @Test
  void failsWhereARunWouldFail() throws IOException {
    Files.createFile(folder.resolve("streams"));
    Ran ran = check("--json");

    assertThat(ran.exitCode()).isEqualTo(1);
    List<JsonNode> lines = ran.outLines().stream().map(JsonLine.MAPPER::readTree).toList();
    assertThat(lines)
        .filteredOn(line -> line.path("outcome").asString().equals("fails"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("what").asString()).isEqualTo("stream 'earthquakes'");
              assertThat(line.path("fact").asString())
                  .isEqualTo(
                      folder.resolve("streams") + " is a file, and a folder is needed there");
            });
  }

  @Test
  void failsOnADamagedCheckpoint() throws IOException {
    run("--count", "30");
    Path document = folder.resolve("checkpoints/quakes/checkpoint.json");
    Files.writeString(document, Files.readString(document).replace("30", "31"));
    Ran ran = check();
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).containsPattern("fails  checkpoint +.*checksum is wrong");
  }

  private Ran check(String... args) {
    List<String> all = new ArrayList<>(List.of("check", "--count", "1"));
    all.addAll(List.of(args));
    return run(all.toArray(String[]::new));
  }

  private Ran run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(
        List.of(
            "--token",
            "quiet-token",
            "--stream",
            "file:" + folder.resolve("streams"),
            "--checkpoints",
            "file:" + folder.resolve("checkpoints"),
            "--dead-letters",
            "file:" + folder.resolve("dead-letters")));
    return Ran.quakes(Map.of(), all.toArray(String[]::new));
  }
}
