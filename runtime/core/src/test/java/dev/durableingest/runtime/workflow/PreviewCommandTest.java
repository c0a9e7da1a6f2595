package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code preview} shows what {@code run} would write, and leaves everything as it is. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PreviewCommandTest {
  @TempDir Path folder;

  @Test
  void printsEachRecordWithItsSinkAndItsCursorAndWritesNothingAnywhere() throws IOException {
    Ran ran = execute("preview", "--count", "3");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.outLines()).containsExactly(line(1), line(2), line(3));
    assertThat(ran.err())
        .contains("previewing tremors from the beginning; nothing is written")
        .contains("previewed 3 events", "3 records would be written, 0 events would be set");
    assertThat(files()).isEmpty();
  }

  @Test
  void goesOnFromTheCheckpointOfTheLastRunAndMovesNothing() throws IOException {
    assertThat(execute("run", "--count", "5").exitCode()).isZero();
    Map<Path, String> before = files();

    for (int i = 0; i < 2; i++) {
      Ran ran = execute("preview", "--count", "7");
      assertThat(ran.outLines()).containsExactly(line(6), line(7));
      assertThat(ran.err()).contains("previewing tremors from checkpoint ");
    }

    assertThat(files()).isEqualTo(before);
    execute("run", "--count", "7");
    assertThat(
            files().entrySet().stream()
                .filter(file -> file.getKey().toString().endsWith(".ndjson")))
        .singleElement()
        .satisfies(file -> assertThat(file.getValue().lines()).hasSize(7));
  }

  @Test
  void showsWhatWouldBeSetAsideAndStopsWhereTheRunWould() {
    Ran ran = execute("preview", "--count", "4", "--bad-every", "2");
    assertThat(ran.exitCode()).isZero();
    List<JsonNode> lines = ran.outLines().stream().map(JsonLine.MAPPER::readTree).toList();
    assertThat(lines.stream().filter(line -> line.path("type").asString("").equals("deadLetter")))
        .extracting(line -> line.path("message").asString())
        .containsExactly("bad tremor 2", "bad tremor 4");
    assertThat(ran.err()).contains("2 records would be written, 2 events would be set");

    Ran budget = execute("preview", "--count", "9", "--bad-every", "1", "--dead-letters-max", "2");
    assertThat(budget.exitCode()).isEqualTo(1);
    assertThat(budget.err()).contains("Too many dead letters of resource 'tremors'");
    assertThat(folder.resolve("dead-letters")).doesNotExist();
  }

  @Test
  void endsAfterSoManyEvents() {
    Ran ran = execute("preview", "--count", "1000000", "--max-events", "2");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.outLines()).containsExactly(line(1), line(2));
  }

  private static String line(long id) {
    return ("{'resource':'tremors','sink':'tremors','record':{'id':%d},'checkpoint':{'id':%d}}")
        .formatted(id, id)
        .replace('\'', '"');
  }

  private Ran execute(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    for (String option : List.of("stream", "checkpoints", "dead-letters")) {
      String name = option.equals("stream") ? "streams" : option;
      all.addAll(List.of("--" + option, folder.resolve(name).toUri().toString()));
    }
    return Ran.workflow(Tremors::workflow, Map.of(), all.toArray(String[]::new));
  }

  private Map<Path, String> files() throws IOException {
    Map<Path, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.readString(file));
      }
    }
    return files;
  }
}
