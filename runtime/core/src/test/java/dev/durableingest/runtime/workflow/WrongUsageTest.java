package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every wrong usage is one clear line, a hint where help is, and exit code 2. */
final class WrongUsageTest {
  private static final Map<String, String> COMPLETE =
      Map.of("QUAKES_COUNT", "1", "QUAKES_TOKEN", "s3cr3t-token");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          prewiev            | 'prewiev' is not a command. Did you mean 'preview'? The commands are COMMANDS.
          registri           | 'registri' is not a command. Did you mean 'registry'? The commands are COMMANDS.
          checkpoint         | 'checkpoint' is not a command. Did you mean 'checkpoint show'? The commands are COMMANDS.
          checkpoint sho     | 'checkpoint sho' is not a command. Did you mean 'checkpoint show'? The commands are COMMANDS.
          query              | 'query' needs SQL after it.
          query --json       | 'query' needs SQL after it.
          --batch-linker 1s  | There is no option '--batch-linker'. Did you mean '--batch-linger'?
          --tokn=abc         | There is no option '--tokn'. Did you mean '--token'?
          --tokn abc         | There is no option '--tokn'. Did you mean '--token'?
          --zzzzzzzzzz       | There is no option '--zzzzzzzzzz'.
          -x                 | There is no option '-x'.
          --json registry    | Argument 'registry' belongs to no option. A command comes first, and a value with blanks needs quotes.
          --olap             | --olap needs a value.
          --olap --json      | --olap needs a value.
          --for 1s --for 2s  | --for is given twice.
          --token a --quakes-token b | --token is given twice.
          --batch-linger abc | --batch-linger: 'abc' is not a duration such as 500ms, 30s or 5m.
          --batch-linger=    | --batch-linger: '' is not a duration such as 500ms, 30s or 5m.
          --batch-max-records 1.5 | --batch-max-records: '1.5' is not a whole number.
          --batch-max-records 0   | --batch-max-records: '0' is not 1 or more.
          --queue-max-bytes -1    | --queue-max-bytes: '-1' is not 1 or more.
          --max-events many  | --max-events: 'many' is not a whole number.
          --json=maybe       | --json: 'maybe' is not true or false.
          --strict=maybe     | --strict: 'maybe' is not true or false.
          --mode never       | --mode: 'never' is not one of live, history.
          --progress some    | --progress: 'some' is not one of auto, always, never.
          --pipeline-id a/b  | --pipeline-id: A pipeline id is up to 100 letters, digits, dots, dashes and underscores, was 'a/b'.
          --feed-url nowhere | --feed-url: 'nowhere' is not an address such as https://example.org/feed.
          --olap nowhere     | --olap: 'nowhere' is not a URL such as duckdb:data/quakes.duckdb.
          --olap clickhouse://me:pass@host/a{b | --olap: 'clickhouse://***@host/a{b' is not a URL such as duckdb:data/quakes.duckdb.
          --olap clickhouse://host/a{b?ssl.key.password=pass | --olap: 'clickhouse://host/a{b?ssl.key.password=***' is not a URL such as duckdb:data/quakes.duckdb.
          --checkpoints redis: | --checkpoints: 'redis:' names no place, and neither --stream nor --olap goes to one of that kind.
          --require exactly-once | --require: 'exactly-once' is not one of best-effort, at-least-once, effectively-once.
          --count -5         | There is no negative count of quakes with ***
          --config missing.properties | --config: there is no file 'missing.properties'.
          """)
  void tellsWhatIsWrongOnOneLine(String arguments, String message) {
    Ran ran = Ran.quakes(COMPLETE, arguments.split(" +"));

    assertThat(ran.errLines())
        .containsExactly(
            "quakes: " + message.replace("COMMANDS", commands()), "Try 'quakes --help'.");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out().isEmpty()).isNotEqualTo(arguments.matches(".*--json( .*|$)"));
  }

  private static String commands() {
    return Arrays.stream(Command.values()).map(Command::words).collect(Collectors.joining(", "));
  }

  @Test
  void namesAllMissingOptionsAtOnce() {
    Ran ran = Ran.quakes(Map.of("QUAKES_TOKEN", ""));

    assertThat(ran.errLines().get(0))
        .isEqualTo(
            "quakes: --count and --token are required: give them, or set QUAKES_COUNT and"
                + " QUAKES_TOKEN.");
    assertThat(ran.exitCode()).isEqualTo(2);
  }

  @Test
  void namesTheOneMissingOption() {
    Ran ran = Ran.quakes(Map.of("QUAKES_TOKEN", "abcd"), "run");

    assertThat(ran.errLines().get(0))
        .isEqualTo("quakes: --count is required: give it, or set QUAKES_COUNT.");
  }

  @Test
  void saysWhichVariableHoldsTheWrongValue() {
    Ran ran =
        Ran.quakes(
            Map.of("QUAKES_COUNT", "1", "QUAKES_TOKEN", "abcd", "DURABLE_INGEST_FOR", "soon"));

    assertThat(ran.errLines().get(0))
        .isEqualTo(
            "quakes: --for (from DURABLE_INGEST_FOR): 'soon' is not a duration such as 500ms, 30s"
                + " or 5m.");
  }

  @Test
  void saysWhichLineOfTheFileHoldsTheWrongValue() throws IOException {
    Path file = Files.writeString(folder.resolve("a.properties"), "quakes-pause = soon\n");
    Ran ran = Ran.quakes(COMPLETE, "--config", file.toString());

    assertThat(ran.errLines().get(0))
        .isEqualTo(
            "quakes: --pause (from quakes-pause in "
                + file
                + "): 'soon' is not a duration such as 500ms, 30s or 5m.");
    assertThat(ran.exitCode()).isEqualTo(2);
  }

  @Test
  void refusesUnknownKeysOfTheFileAllAtOnce() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("a.properties"), "batch-linker=1s\nhelp=true\ntoken=hush-hush\n");
    Ran ran = Ran.quakes(COMPLETE, "--config", file.toString());

    assertThat(ran.errLines().get(0))
        .isEqualTo(
            "quakes: --config: "
                + file
                + ": 'batch-linker' (did you mean 'batch-linger'?), 'help' are no options of a"
                + " file.");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).doesNotContain("hush-hush");
  }

  @Test
  void refusesTwoNamesOfOneOptionInTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.properties"), "pause=1s\nquakes-pause=2s\n");
    Ran ran = Ran.quakes(COMPLETE, "--config", file.toString());

    assertThat(ran.errLines().get(0))
        .isEqualTo("quakes: 'pause' and 'quakes-pause' in " + file + " are the same option.");
  }

  @Test
  void refusesAFileThatIsNoText() throws IOException {
    Path file = Files.write(folder.resolve("a.properties"), new byte[] {'a', '=', (byte) 0xff});
    Path escape = Files.writeString(folder.resolve("b.properties"), "token=\\u12\n");

    assertThat(Ran.quakes(COMPLETE, "--config", file.toString()).errLines().get(0))
        .endsWith("is not UTF-8 text.");
    assertThat(Ran.quakes(COMPLETE, "--config", escape.toString()).errLines().get(0))
        .endsWith("has a backslash and u without four digits after it.");
    assertThat(Ran.quakes(COMPLETE, "--config", folder.toString()).errLines().get(0))
        .startsWith("quakes: --config: '" + folder + "' cannot be read");
  }

  @Test
  void namesSchemesAndArtifactOfAUrlThatNothingOpens() {
    for (String url : List.of("kafka://host:9092", "KAFKA://host:9092")) {
      Ran ran = Ran.quakes(COMPLETE, "--stream", url);

      assertThat(ran.errLines().get(0))
          .startsWith("quakes: --stream: nothing on the class path opens 'kafka:' URLs")
          .endsWith("Add the artifact dev.durableingest:durable-ingest-kafka.");
      assertThat(ran.exitCode()).isEqualTo(2);
    }
    assertThat(Ran.quakes(COMPLETE, "--olap", "clickhouse://me:pass@h/d").err())
        .contains("--olap: ", "durable-ingest-clickhouse")
        .doesNotContain("pass");
    assertThat(Ran.quakes(COMPLETE, "--checkpoints", "redis://h").err())
        .contains("--checkpoints: ", "durable-ingest-redis");
    assertThat(Ran.quakes(COMPLETE, "--stream", "carrier-pigeon:x").errLines().get(0))
        .contains("'carrier-pigeon:'")
        .doesNotContain("Add the artifact");
  }

  @Test
  void neverPrintsASecret() {
    String secret = "s3cr3t-token";
    List<String[]> wrong =
        List.of(
            new String[] {"--count", "x"},
            new String[] {"--count", "-1"},
            new String[] {"--count", "-1", "--verbose"},
            new String[] {"--count", "1", "--token", secret, "s3cr3t-token-tail"},
            new String[] {"--tokn", secret},
            new String[] {"--help"});
    for (String[] args : wrong) {
      Ran ran = Ran.quakes(COMPLETE, args);
      assertThat(ran.out() + ran.err()).as(Arrays.toString(args)).doesNotContain(secret);
    }
  }

  @Test
  void verboseShowsWhereItWasFound() {
    Ran ran = Ran.quakes(COMPLETE, "--count", "-1", "--verbose");

    assertThat(ran.err()).contains("\tat " + Quakes.class.getName());
    assertThat(Ran.quakes(COMPLETE, "--count", "-1").err()).doesNotContain("\tat ");
  }

  @Test
  void jsonTellsTheErrorOnStandardOutputAsWell() {
    Ran ran = Ran.quakes(COMPLETE, "--json", "--batch-linger", "abc");

    assertThat(JsonLine.MAPPER.readTree(ran.out()).toString())
        .isEqualTo(
            "{\"type\":\"error\",\"message\":\"--batch-linger: 'abc' is not a duration such as"
                + " 500ms, 30s or 5m.\"}");
    assertThat(ran.outLines()).hasSize(1);
    assertThat(ran.errLines().get(0)).startsWith("quakes: --batch-linger: 'abc'");
    assertThat(ran.exitCode()).isEqualTo(2);
  }

  @Test
  void tellsAMistakeInTheAuthorsCodeWithoutStackTrace() {
    Ran ran =
        Ran.workflow(
            shell ->
                new Workflow<>(
                    Quakes.class,
                    "quakes",
                    Quakes.config(),
                    config -> {
                      throw new IllegalStateException("two\nlines with s3cr3t-token");
                    },
                    shell),
            COMPLETE);

    assertThat(ran.errLines())
        .containsExactly(
            "quakes: failed with java.lang.IllegalStateException: two lines with ***. Add"
                + " --verbose for the stack trace.");
    assertThat(ran.exitCode()).isEqualTo(1);
  }
}
