package dev.durableingest.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.clickhouse.engine.EngineProcess;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineCheck;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.Finding.Outcome;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;

/**
 * What {@code check} says that a run promises is what the run then says, for tables in ClickHouse
 * and checkpoints in Redis, each with what stands beside it.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClickHouseLabelTest {
  private static final String EXPECTED_OF_BOTH =
      "at-least-once (numbers at-least-once, notes effectively-once)";

  @TempDir static Path servers;
  private static SharedRedis redis;

  @TempDir Path folder;
  private final EngineProcess engine = Engines.shared();
  private final String database = Engines.newDatabase(engine);

  @BeforeAll
  static void startRedis() throws Exception {
    redis = SharedRedis.start(servers);
  }

  @AfterAll
  static void stopRedis() throws Exception {
    redis.close();
  }

  // Streams; tables, in ClickHouse with a window of tokens or without; checkpoints in files or in
  // Redis by its appendfsync, or without an append-only file; the label.
  @ParameterizedTest
  @CsvSource({
    "none, window,    file,     effectively-once",
    "none, window,    always,   effectively-once",
    "none, window,    everysec, at-least-once",
    "none, window,    volatile, best-effort",
    "none, no-window, file,     at-least-once",
    "none, no-window, always,   at-least-once",
    "none, async,     file,     at-least-once",
    "none, async,     always,   at-least-once",
    "file, window,    file,     effectively-once",
    "file, window,    always,   effectively-once",
    "file, window,    everysec, at-least-once",
    "file, no-window, file,     both",
    "file, no-window, always,   both",
    "file, none,      always,   effectively-once",
    "file, none,      everysec, at-least-once",
    "file, none,      volatile, best-effort",
    "none, duckdb,    always,   effectively-once",
    "none, duckdb,    volatile, effectively-once",
    "file, duckdb,    everysec, effectively-once"
  })
  void checkSaysWhatTheRunSays(String stream, String table, String checkpoints, String expected)
      throws Exception {
    setRedis(checkpoints);
    engine.ask(
        "CREATE TABLE "
            + database
            + ".numbers (id Int64, text String) ENGINE = MergeTree ORDER BY id SETTINGS"
            + " non_replicated_deduplication_window = "
            + (table.equals("no-window") ? 0 : 10_000));
    PipelineOptions options =
        Ingest.options(
                olap(table),
                folder,
                checkpoints.equals("file")
                    ? folder.resolve("checkpoints").toUri()
                    : redis.url("prefix=" + database))
            .build();
    Pipeline pipeline = pipeline(stream, table);
    String label = expected.equals("both") ? EXPECTED_OF_BOTH : expected;

    assertThat(checked(pipeline, options)).isEqualTo(label);
    PipelineStatus end = pipeline.start(options).await();
    assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.guarantee()).isEqualTo(label);
    assertThat(checked(pipeline, options)).as("with a checkpoint").isEqualTo(label);
  }

  /** A check waits for seconds only, and a busy machine may take longer: it is asked again then. */
  private static String checked(Pipeline pipeline, PipelineOptions options) {
    List<Finding> findings = List.of();
    for (int attempt = 0; attempt < 10; attempt++) {
      findings = PipelineCheck.of(pipeline, options);
      if (findings.stream().noneMatch(finding -> finding.outcome() == Outcome.FAILS)) {
        return findings.stream()
            .filter(finding -> finding.what().equals("guarantee"))
            .map(Finding::fact)
            .collect(Collectors.joining());
      }
    }
    throw new AssertionError(findings);
  }

  private static Pipeline pipeline(String stream, String table) {
    if (table.equals("none")) {
      return Ingest.streams(10);
    }
    return stream.equals("none") ? Ingest.tables(10) : Ingest.tablesAndStreams(10);
  }

  private URI olap(String table) {
    return switch (table) {
      case "duckdb" -> URI.create("duckdb:" + folder.resolve("tables.duckdb"));
      case "async" -> URI.create(engine.url(database) + "?async_insert=1");
      default -> engine.url(database);
    };
  }

  private static void setRedis(String checkpoints) {
    try (Jedis client = redis.client()) {
      client.configSet("appendonly", checkpoints.equals("volatile") ? "no" : "yes");
      client.configSet("appendfsync", checkpoints.equals("everysec") ? "everysec" : "always");
    }
  }
}
