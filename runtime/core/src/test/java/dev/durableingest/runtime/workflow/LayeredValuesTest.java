package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.wiring.Durations;
import dev.durableingest.runtime.workflow.Quakes.Mode;
import dev.durableingest.runtime.workflow.Quakes.QuakesConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line wins over the environment, that over the file, that over the default. */
final class LayeredValuesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          1s, 2s, 3s, 1s
          -,  2s, 3s, 2s
          -,  -,  3s, 3s
          -,  '', 3s, 3s
          -,  '', '', 200ms
          -,  -,  -,  200ms
          1s, -,  -,  1s
          """)
  void theHigherLayerWins(String line, String variable, String file, String expected)
      throws IOException {
    Map<String, String> environment = new HashMap<>();
    if (variable != null) {
      environment.put("DURABLE_INGEST_BATCH_LINGER", variable);
    }
    Path config = folder.resolve("a.properties");
    Files.writeString(config, file == null ? "" : "batch-linger=" + file);
    String[] args =
        line == null
            ? new String[] {"--config", config.toString()}
            : new String[] {"--config", config.toString(), "--batch-linger", line};

    assertThat(options(environment, args).batchLinger()).isEqualTo(Durations.of(expected));
  }

  @Test
  void theFileMayBeNamedByTheEnvironment() throws IOException {
    Path config = Files.writeString(folder.resolve("a.properties"), "max-events=7");

    PipelineOptions options = options(Map.of("DURABLE_INGEST_CONFIG", config.toString()));

    assertThat(options.maxEvents()).contains(7L);
  }

  @Test
  void readsEveryOptionOfTheWorkflow() {
    PipelineOptions options =
        options(
            Map.of(),
            ("--olap duckdb:a.duckdb --stream=file:s --checkpoints file:c --dead-letters file:d"
                    + " --pipeline-id mine --batch-max-records 1 --batch-max-bytes=2"
                    + " --batch-linger 3s --queue-max-events 4 --queue-max-bytes 5 --max-events 6"
                    + " --for PT7S --until-idle 8m --drain-timeout 9h")
                .split(" "));

    assertThat(options.olap()).contains(URI.create("duckdb:a.duckdb"));
    assertThat(options.stream()).isEqualTo(URI.create("file:s"));
    assertThat(options.checkpoints()).contains(URI.create("file:c"));
    assertThat(options.deadLetters()).isEqualTo(URI.create("file:d"));
    assertThat(options.pipelineId()).contains("mine");
    assertThat(options.batchMaxRecords()).isEqualTo(1);
    assertThat(options.batchMaxBytes()).isEqualTo(2);
    assertThat(options.batchLinger()).isEqualTo(Duration.ofSeconds(3));
    assertThat(options.queueMaxEvents()).isEqualTo(4);
    assertThat(options.queueMaxBytes()).isEqualTo(5);
    assertThat(options.maxEvents()).contains(6L);
    assertThat(options.runFor()).contains(Duration.ofSeconds(7));
    assertThat(options.untilIdle()).contains(Duration.ofMinutes(8));
    assertThat(options.drainTimeout()).isEqualTo(Duration.ofHours(9));
  }

  @Test
  void withoutAnyOptionThePipelineHasItsOwnDefaults() {
    PipelineOptions read = options(Map.of());
    PipelineOptions defaults = PipelineOptions.defaults();

    assertThat(read.olap()).contains(URI.create("duckdb:data/quakes.duckdb"));
    assertThat(read.stream()).isEqualTo(defaults.stream());
    assertThat(read.checkpoints()).isEqualTo(defaults.checkpoints());
    assertThat(read.deadLetters()).isEqualTo(defaults.deadLetters());
    assertThat(read.batchMaxRecords()).isEqualTo(defaults.batchMaxRecords());
    assertThat(read.batchMaxBytes()).isEqualTo(defaults.batchMaxBytes());
    assertThat(read.batchLinger()).isEqualTo(defaults.batchLinger());
    assertThat(read.queueMaxEvents()).isEqualTo(defaults.queueMaxEvents());
    assertThat(read.queueMaxBytes()).isEqualTo(defaults.queueMaxBytes());
    assertThat(read.maxEvents()).isEmpty();
    assertThat(read.runFor()).isEmpty();
    assertThat(read.untilIdle()).isEmpty();
    assertThat(read.drainTimeout()).isEqualTo(defaults.drainTimeout());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --regions a,b --regions c             | a b c
          --regions=a --quakes-regions=b        | a b
          --regions a --regions b,c --strict    | a b c
          """)
  void listsAreRepeatedOrHaveCommas(String arguments, String expected) {
    assertThat(config(Map.of(), arguments.split(" ")).regions())
        .containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --strict                 | true
          --strict=true            | true
          --strict true            | true
          --strict TRUE            | true
          --strict=false           | false
          --strict false           | false
          --quakes-strict          | true
          --strict --mode history  | true
          --mode history           | false
          """)
  void aFlagMayStandAlone(String arguments, boolean expected) {
    assertThat(config(Map.of(), arguments.split(" ")).strict()).isEqualTo(expected);
  }

  @Test
  void keepsWhatOtherParsersWouldTakeApart() {
    QuakesConfig config =
        config(
            Map.of(),
            "--quakes-feed-url=https://example.org/a,b?c=d&e=@f#--g",
            "--token",
            "@file=\"x\" ${HOME}",
            "--mode",
            "HISTORY");

    assertThat(config.feedUrl()).isEqualTo(URI.create("https://example.org/a,b?c=d&e=@f#--g"));
    assertThat(config.token()).isEqualTo("@file=\"x\" ${HOME}");
    assertThat(config.mode()).isEqualTo(Mode.HISTORY);
  }

  @Test
  void aValueMayStartWithDashesAfterAnEqualsSign() {
    assertThat(config(Map.of(), "--token=--json").token()).isEqualTo("--json");
  }

  @Test
  void readsTheSourcesOwnOptionsFromEveryLayer() throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.properties"), "mode=history\nquakes-pause=2s\n");
    QuakesConfig config =
        config(
            Map.of("QUAKES_REGIONS", "north, south", "QUAKES_PAUSE", "3s"),
            "--config",
            file.toString());

    assertThat(config.mode()).isEqualTo(Mode.HISTORY);
    assertThat(config.pause()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.regions()).isEqualTo(List.of("north", "south"));
    assertThat(config.feedUrl()).isEqualTo(URI.create("https://example.org/feed"));
    assertThat(config.lastEmitted()).isNull();
  }

  private static QuakesConfig config(Map<String, String> environment, String... args) {
    Map<String, String> complete = new HashMap<>(environment);
    complete.putIfAbsent("QUAKES_COUNT", "1");
    complete.putIfAbsent("QUAKES_TOKEN", "abcd");
    AtomicReference<QuakesConfig> made = new AtomicReference<>();
    Ran ran = Ran.workflow(shell -> Quakes.configuring(shell, made), complete, args);
    assertThat(ran.err()).startsWith("quakes: config is made");
    return made.get();
  }

  private static PipelineOptions options(Map<String, String> environment, String... args) {
    OptionTable table = new OptionTable("quakes", Quakes.OPTIONS);
    LayeredValues values =
        LayeredValues.of(table, Arguments.parse(table, args).values(), environment);
    return new PipelineOptionsReader(
            values.values(table.own().stream().flatMap(group -> group.options().stream()).toList()))
        .read();
  }
}
