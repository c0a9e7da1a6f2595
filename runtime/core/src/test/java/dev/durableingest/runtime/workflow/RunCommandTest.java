package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code run} inside this process, on real files. */
@Timeout(300)
final class RunCommandTest {
  @TempDir Path folder;

  @Test
  void ingestsToTheEndAndTellsItInWords() throws IOException {
    Ran ran = run("--count", "250");

    assertThat(ran.err()).contains("quakes: ingesting earthquakes into file:" + folder);
    assertThat(ran.errLines().get(ran.errLines().size() - 1))
        .matches(
            "quakes: stopped after \\S+, 250 events, 250 records, 0 dead letters, last checkpoint"
                + " \\d+");
    assertThat(ran.out()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(ids(folder)).hasSize(250).startsWith(1L).endsWith(250L);
  }

  @Test
  void tellsEveryStepAsJson() {
    Ran ran = run("--count", "250", "--json");

    List<JsonNode> lines = ran.outLines().stream().map(JsonLine.MAPPER::readTree).toList();
    assertThat(lines.stream().map(line -> line.path("type").asString()).distinct())
        .containsExactlyInAnyOrder("start", "status", "result");
    JsonNode result = lines.get(lines.size() - 1);
    assertThat(result.path("type").asString()).isEqualTo("result");
    assertThat(result.path("state").asString()).isEqualTo("STOPPED");
    assertThat(result.path("events").asLong()).isEqualTo(250);
    assertThat(result.path("records").asLong()).isEqualTo(250);
    assertThat(result.path("deadLetters").asLong()).isZero();
    assertThat(result.path("revision").asLong()).isPositive();
    assertThat(result.path("durationMillis").asLong(-1)).isNotNegative();
    assertThat(result.path("guarantee").asString()).isNotEmpty();
    assertThat(result.path("exitCode").asInt(-1)).isZero();
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void goesOnAtTheCheckpointAndShowsIt() throws IOException {
    run("--count", "100");
    Ran second = run("--count", "150");

    assertThat(second.err()).contains(", 50 events, 50 records, ");
    assertThat(ids(folder)).hasSize(150);

    Ran text = execute("checkpoint", "show");
    assertThat(text.exitCode()).isZero();
    assertThat(text.out())
        .contains("pipeline quakes, revision ", ", 150 events, ", "earthquakes  -", "{\"id\":150}");

    JsonNode json = JsonLine.MAPPER.readTree(execute("checkpoint", "show", "--json").out());
    assertThat(json.path("type").asString()).isEqualTo("checkpoint");
    assertThat(json.path("entries").path("earthquakes").path("").path("cursor").path("id").asLong())
        .isEqualTo(150);
  }

  /** Goal: what a run says last is what is stored, also where its end is saved by itself. */
  @ParameterizedTest
  @ValueSource(strings = {"", "--journal"})
  void endsWithTheNumberOfTheCheckpointThatIsStored(String option) {
    String[] more =
        option.isEmpty() ? new String[0] : new String[] {option, folder.resolve("j").toString()};
    Ran text = run(with(more, "--count", "20", "--pause", "1ms"));
    assertThat(text.err()).endsWith("last checkpoint " + storedRevision() + "\n");

    Ran nothingNew = run(with(more, "--count", "20", "--json"));
    List<String> lines = nothingNew.outLines();
    JsonNode result = JsonLine.MAPPER.readTree(lines.get(lines.size() - 1));
    assertThat(result.path("revision").asLong()).isEqualTo(storedRevision());

    Ran failed = run(with(more, "--count", "40", "--resource", "earthquake"));
    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("last checkpoint " + storedRevision());
  }

  private static String[] with(String[] more, String... args) {
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }

  private long storedRevision() {
    Ran shown = execute("checkpoint", "show", "--json");
    return JsonLine.MAPPER.readTree(shown.out()).path("revision").asLong();
  }

  @Test
  void showsThatThereIsNoCheckpointYet() {
    Ran ran = execute("checkpoint", "show");
    JsonNode json = JsonLine.MAPPER.readTree(execute("checkpoint", "show", "--json").out());

    assertThat(ran.out()).startsWith("No checkpoint of pipeline 'quakes' in ");
    assertThat(ran.exitCode()).isZero();
    assertThat(json.path("revision").isNull()).isTrue();
  }

  @Test
  void checkpointsCanBeReadDuringARun() throws Exception {
    Thread running = new Thread(() -> run("--count", "0", "--pause", "1ms"));
    running.start();
    try {
      String shown = "";
      while (!shown.contains("{\"id\":")) {
        assertThat(running.isAlive()).isTrue();
        Thread.sleep(50);
        shown = execute("checkpoint", "show").out();
      }
    } finally {
      running.interrupt();
      running.join();
    }
  }

  @Test
  void anInterruptStopsARunGracefully() throws Exception {
    AtomicReference<Ran> ran = new AtomicReference<>();
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    Thread running =
        new Thread(
            () -> {
              ran.set(run("--count", "0", "--pause", "1ms"));
              interrupted.set(Thread.currentThread().isInterrupted());
            });
    running.start();
    while (written(folder) == 0) {
      Thread.sleep(20);
    }
    running.interrupt();
    running.join();

    assertThat(ids(folder)).isNotEmpty();
    assertThat(ran.get().exitCode()).isZero();
    assertThat(ran.get().err()).contains("quakes: stopped after ");
    assertThat(interrupted.get()).isTrue();
  }

  @Test
  void stopsAfterSoManyEvents() throws IOException {
    Ran ran = run("--count", "0", "--max-events", "40");

    assertThat(ran.err()).contains(", 40 events, 40 records, ");
    assertThat(ids(folder)).hasSize(40);
  }

  @Test
  void aFailureIsOneLineAndExitCodeOne() {
    Ran ran = run("--count", "5", "--resource", "earthquake");
    Ran json = run("--count", "5", "--resource", "earthquake", "--json");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).doesNotContain("\tat ").doesNotContain("hush-hush");
    List<String> errLines = ran.errLines();
    assertThat(errLines.get(errLines.size() - 2))
        .startsWith("quakes: Source 'quakes' has no resource 'earthquake'. It has: earthquakes.");
    assertThat(errLines.get(errLines.size() - 1)).startsWith("quakes: failed after ");
    List<JsonNode> lines = json.outLines().stream().map(JsonLine.MAPPER::readTree).toList();
    JsonNode error = lines.get(lines.size() - 2);
    assertThat(error.path("type").asString()).isEqualTo("error");
    assertThat(error.path("message").asString()).contains("no resource 'earthquake'");
    assertThat(lines.get(lines.size() - 1).path("exitCode").asInt()).isEqualTo(1);
    assertThat(json.errLines()).hasSize(1);
  }

  @Test
  void neverKeepsQuietButForProblemsAndTheEnd() {
    Ran ran = run("--count", "5", "--progress", "never");

    assertThat(ran.errLines()).hasSize(2);
  }

  private Ran run(String... args) {
    return execute(args);
  }

  private Ran execute(String... args) {
    return Ran.quakes(environment(folder), args);
  }

  /** Variables that keep everything below a folder. */
  static Map<String, String> environment(Path folder) {
    Map<String, String> environment = new HashMap<>();
    environment.put("DURABLE_INGEST_STREAM", "file:" + folder.resolve("streams"));
    environment.put("DURABLE_INGEST_CHECKPOINTS", "file:" + folder.resolve("checkpoints"));
    environment.put("DURABLE_INGEST_DEAD_LETTERS", "file:" + folder.resolve("dead-letters"));
    environment.put("DURABLE_INGEST_BATCH_LINGER", "20ms");
    environment.put("QUAKES_TOKEN", "hush-hush");
    return environment;
  }

  /** How many lines are in the stream by now; of a line that is being written, half may be. */
  static long written(Path folder) throws IOException {
    Path stream = folder.resolve("streams/earthquakes");
    if (!Files.isDirectory(stream)) {
      return 0;
    }
    long lines = 0;
    try (Stream<Path> files = Files.list(stream)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).toList()) {
        for (byte b : Files.readAllBytes(file)) {
          lines += b == '\n' ? 1 : 0;
        }
      }
    }
    return lines;
  }

  /** The numbers in the stream of a run that is over, in order. */
  static List<Long> ids(Path folder) throws IOException {
    List<Long> ids = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("streams/earthquakes"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          ids.add(JsonLine.MAPPER.readTree(line).path("id").asLong());
        }
      }
    }
    return ids;
  }
}
