package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What an operator does when a run has set events aside, or is to begin elsewhere. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OperatorCommandsTest {
  private static final int KILLS = Integer.getInteger("kills", 8);

  @TempDir Path folder;

  @Test
  void listsWhatWasSetAsideForPeopleAndAsJson() {
    assertThat(execute("dead-letters", "list").out()).contains("No dead letters");
    execute("run", "--count", "10", "--bad-every", "4");

    Ran text = execute("dead-letters", "list");
    assertThat(text.outLines()).hasSize(3);
    assertThat(text.outLines().get(0))
        .containsSubsequence("NUMBER", "RESOURCE", "STAGE", "ATTEMPTS");
    assertThat(text.outLines().get(1))
        .contains("1 ", "tremors", "process", "IllegalArgumentException: bad tremor 4");

    List<JsonNode> lines =
        execute("dead-letters", "list", "--json").outLines().stream()
            .map(JsonLine.MAPPER::readTree)
            .toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1).path("number").asLong()).isEqualTo(2);
    assertThat(lines.get(1).path("payload").path("id").asLong()).isEqualTo(8);
    assertThat(lines.get(1).path("error").path("message").asString()).isEqualTo("bad tremor 8");
    assertThat(lines.get(1).path("attempts").asInt()).isEqualTo(1);
  }

  @Test
  void retriesWhatTheMendedResourceTakesAndKeepsTheRest() throws IOException {
    execute("run", "--count", "12", "--bad-every", "3");
    assertThat(ids()).containsExactly(1L, 2L, 4L, 5L, 7L, 8L, 10L, 11L);

    Ran half = execute("dead-letters", "retry", "all", "--bad-every", "6");
    assertThat(half.exitCode()).isEqualTo(1);
    assertThat(half.outLines())
        .containsExactly(
            "dead letter 2 stays: java.lang.IllegalArgumentException: bad tremor 6",
            "dead letter 4 stays: java.lang.IllegalArgumentException: bad tremor 12",
            "2 dead letters retried, 2 stay.");
    assertThat(ids()).endsWith(11L, 3L, 9L).hasSize(10);

    assertThat(execute("dead-letters", "retry", "4").out()).contains("1 dead letter retried.");
    assertThat(execute("dead-letters", "retry", "tremors").out())
        .contains("1 dead letter retried.");
    Ran again = execute("dead-letters", "retry", "all");
    assertThat(again.out()).contains("0 dead letters retried.");
    assertThat(again.exitCode()).isZero();
    assertThat(ids()).endsWith(3L, 9L, 12L, 6L).hasSize(12);

    execute("run", "--count", "14");
    assertThat(ids()).endsWith(12L, 6L, 13L, 14L).hasSize(14);
  }

  @Test
  void discardsOnlyWhenThatIsAgreedAndRenewsTheBudget() throws IOException {
    String[] bad = {"run", "--count", "9", "--bad-every", "2", "--dead-letters-max", "2"};
    assertThat(execute(bad).exitCode()).isEqualTo(1);
    assertThat(execute(bad).exitCode()).isEqualTo(1);
    assertThat(execute("dead-letters", "list").outLines()).hasSize(3);

    Ran asked = execute("dead-letters", "discard", "all");
    assertThat(asked.exitCode()).isEqualTo(2);
    assertThat(asked.err()).contains("2 dead letters", "--yes");
    assertThat(execute("dead-letters", "list").outLines()).hasSize(3);

    assertThat(execute("dead-letters", "discard", "all", "--yes").out())
        .contains("2 dead letters discarded.");
    assertThat(execute("dead-letters", "list").out()).contains("No dead letters");
    execute(bad);
    assertThat(execute("dead-letters", "list", "--json").outLines())
        .extracting(line -> JsonLine.MAPPER.readTree(line).path("payload").path("id").asLong())
        .containsExactly(6L, 8L);
  }

  @Test
  void setsAndResetsACheckpointInANewIncarnation() throws IOException {
    execute("run", "--count", "5");
    String before = incarnation();

    assertThat(execute("checkpoint", "set", "tremors", "{\"id\":3}").exitCode()).isEqualTo(2);
    Ran set = execute("checkpoint", "set", "tremors", "{\"id\":3}", "--yes");
    assertThat(set.err()).isEmpty();
    assertThat(set.out()).contains("resource 'tremors' is set", "new incarnation");
    assertThat(incarnation()).isNotEqualTo(before);
    execute("run", "--count", "6");
    assertThat(ids()).containsExactly(1L, 2L, 3L, 4L, 5L, 4L, 5L, 6L);

    JsonNode reset =
        JsonLine.MAPPER.readTree(execute("checkpoint", "reset", "--yes", "--json").out());
    assertThat(reset.path("change").asString()).isEqualTo("reset");
    execute("run", "--count", "2");
    assertThat(ids()).endsWith(6L, 1L, 2L).hasSize(10);
  }

  @Test
  void refusesACursorOrResourceThatCannotBe() {
    execute("run", "--count", "1");

    Ran cursor = execute("checkpoint", "set", "tremors", "{\"id\":\"x\"}", "--yes");
    assertThat(cursor.exitCode()).isEqualTo(2);
    assertThat(cursor.err()).contains("is no cursor of resource 'tremors'");
    Ran resource = execute("checkpoint", "reset", "tremor", "--yes");
    assertThat(resource.exitCode()).isEqualTo(2);
    assertThat(resource.err()).contains("no resource 'tremor'", "Did you mean 'tremors'?");
    Ran nothing = execute("dead-letters", "retry");
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("Say which dead letters");
  }

  @Test
  void changesNothingWhileARunHasTheLeaseAndSaysWhoHasIt() throws Exception {
    execute("run", "--count", "2", "--bad-every", "2");
    PipelineOptions options =
        PipelineOptions.builder().stream(folder.resolve("streams").toUri())
            .checkpoints(folder.resolve("checkpoints").toUri())
            .deadLetters(folder.resolve("dead-letters").toUri())
            .build();
    try (PipelineRun run = endless().start(options)) {
      while (run.status().revision() < 3) {
        Thread.sleep(5);
      }
      for (String[] command :
          List.of(
              new String[] {"checkpoint", "reset", "--yes"},
              new String[] {"checkpoint", "set", "tremors", "{\"id\":1}", "--yes"},
              new String[] {"dead-letters", "discard", "all", "--yes"},
              new String[] {"dead-letters", "retry", "all"})) {
        Ran refused = execute(command);
        assertThat(refused.exitCode()).as(String.join(" ", command)).isEqualTo(1);
        assertThat(refused.errLines()).singleElement().asString().contains("in use by");
      }
      assertThat(execute("dead-letters", "list").outLines()).hasSize(2);
    }
  }

  /** Goal: no letter is written twice, whenever a retry is killed. Method: kill it many times. */
  @Test
  void writesEachRetriedLetterOnceThoughTheRetryIsKilledAgainAndAgain() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("OperatorCommandsTest: -Dseed=" + seed);
    Random random = new Random(seed);
    execute("run", "--count", "150", "--bad-every", "1", "--dead-letters-max-in-row", "1000");
    for (int kill = 0; kill < KILLS; kill++) {
      Process retry = start("dead-letters", "retry", "all");
      if (!retry.waitFor(500 + random.nextInt(500), TimeUnit.MILLISECONDS)) {
        retry.destroyForcibly().waitFor();
      }
    }
    assertThat(execute("dead-letters", "retry", "all").exitCode()).isZero();
    assertThat(ids()).isEqualTo(LongStream.rangeClosed(1, 150).boxed().toList());
    assertThat(execute("dead-letters", "list").out()).contains("No dead letters");
  }

  private static Pipeline endless() {
    return Tremors.pipeline(new Tremors.Config(Long.MAX_VALUE, 0));
  }

  private String incarnation() {
    return JsonLine.MAPPER
        .readTree(execute("checkpoint", "show", "--json").out())
        .path("incarnation")
        .asString();
  }

  private Ran execute(String... args) {
    return Ran.workflow(Tremors::workflow, Map.of(), withFolders(args).toArray(String[]::new));
  }

  private Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(Tremors.class.getName());
    command.addAll(withFolders(args));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File(folder.toFile(), "retry.log"))
        .start();
  }

  private List<String> withFolders(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    for (String option : List.of("stream", "checkpoints", "dead-letters")) {
      String name = option.equals("stream") ? "streams" : option;
      all.addAll(List.of("--" + option, folder.resolve(name).toUri().toString()));
    }
    return all;
  }

  private List<Long> ids() throws IOException {
    List<Long> ids = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("streams").resolve("tremors"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          ids.add(JsonLine.MAPPER.readTree(line).path("id").asLong());
        }
      }
    }
    return ids;
  }
}
