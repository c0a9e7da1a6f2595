package dev.durableingest.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import dev.durableingest.coinbase.simulator.Misbehaviour;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import java.io.BufferedReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Frames that no exchange should send, and command lines that nobody should type. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadInputTest {
  private static final String PRODUCT = "BTC-USD";

  /** Frames that carry something, and a part of what their dead letter must say. */
  private static final Map<String, String> SET_ASIDE =
      Map.of(
          "this is no JSON",
          "this is no JSON",
          "{\"type\":\"match\",\"trade_id\":1,\"prod",
          "\"matches\"",
          "{\"type\":\"match\",\"trade_id\":77,\"product_id\":\"BTC-USD\",\"size\":\"0.-10000\","
              + "\"price\":\"1\",\"side\":\"buy\",\"sequence\":1,"
              + "\"time\":\"2026-01-01T00:00:00.000000Z\"}",
          "0.-10000",
          "{\"type\":\"ticker\",\"product_id\":\"BTC-USD\",\"price\":null}",
          "\"ticker\"",
          "\"" + "x".repeat(6 << 20) + "\"",
          "xxxxxxxx");

  private static final List<String> IGNORED =
      List.of("{\"type\":\"a_type_of_tomorrow\",\"x\":1}", "{\"type\":\"status\",\"products\":[]}");

  @TempDir Path folder;

  @Test
  void badFramesAreSetAsideAndTheTradesBehindThemArriveInTheTable() throws Exception {
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder().products(PRODUCT).seed(7).tradesPerSecond(100).start();
        PipelineRun run =
            CoinbasePipeline.create(
                    new CoinbaseConfig(exchange.feedUrl(), exchange.restUrl(), List.of(PRODUCT)),
                    () -> ExchangeFixture.source(exchange))
                .start(options())) {
      awaitHandled(run, 20);
      for (String frame : SET_ASIDE.keySet()) {
        exchange.misbehave(new Misbehaviour.SendText(frame));
      }
      exchange.misbehave(new Misbehaviour.SendText(""));
      exchange.misbehave(new Misbehaviour.SendBinary(ByteBuffer.wrap(new byte[] {0, -1, 7})));
      for (String frame : IGNORED) {
        exchange.misbehave(new Misbehaviour.SendText(frame));
      }
      while (run.status().deadLetters() < SET_ASIDE.size()) {
        Thread.sleep(10);
      }
      awaitHandled(run, run.status().handled() + 100);
      run.stop();
      PipelineStatus end = run.await();
      assertThat(end.state()).as(String.valueOf(end.problem())).isEqualTo(RunnerState.STOPPED);
      assertThat(end.attempt()).isEqualTo(1);
    }
    List<String> letters = deadLetters();
    for (String part : SET_ASIDE.values()) {
      assertThat(letters).anyMatch(letter -> letter.contains(part));
    }
    assertThat(letters).noneMatch(letter -> letter.contains("a_type_of_tomorrow"));
    assertTableIsContiguous();
  }

  @Test
  void timesOfYearOneOfTheFutureAndOfNanosecondsAreInTheTableAsTheyCame() throws Exception {
    Map<String, String> times =
        Map.of(
            "0001-01-01T00:00:00.000000Z", "0001-01-01T00:00:00Z",
            "2999-12-31T23:59:59.999999Z", "2999-12-31T23:59:59.999999Z",
            "2026-01-01T00:00:00.123456789Z", "2026-01-01T00:00:00.123456Z");
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder().products(PRODUCT).startPaused().start();
        PipelineRun run =
            CoinbasePipeline.create(
                    new CoinbaseConfig(exchange.feedUrl(), exchange.restUrl(), List.of(PRODUCT)),
                    () -> ExchangeFixture.source(exchange))
                .start(options())) {
      awaitHandled(run, 2);
      long id = exchange.lastTradeId(PRODUCT);
      for (String time : times.keySet()) {
        exchange.misbehave(new Misbehaviour.SendText(match(++id, time)));
      }
      awaitHandled(run, 2 + times.size());
      run.stop();
      assertThat(run.await().deadLetters()).isZero();
    }
    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("coinbase.duckdb"));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT epoch_us(time) FROM coinbase_matches ORDER BY trade_id OFFSET 1")) {
      List<Instant> stored = new ArrayList<>();
      while (row.next()) {
        stored.add(Instant.EPOCH.plus(row.getLong(1), ChronoUnit.MICROS));
      }
      assertThat(stored)
          .containsExactlyElementsOf(times.values().stream().map(Instant::parse).toList());
    }
  }

  private static String match(long id, String time) {
    return "{\"type\":\"match\",\"trade_id\":%d,\"product_id\":\"%s\",\"size\":\"1\",\"price\":\"1\","
            .formatted(id, PRODUCT)
        + "\"side\":\"buy\",\"a_field_of_tomorrow\":{\"x\":[1]},\"time\":\"%s\"}".formatted(time);
  }

  @Test
  void aWrongOptionIsOneLineAndExitCodeTwo() throws Exception {
    Ran ran = run("--product", "BTC-USD");

    assertThat(ran.exitCode).isEqualTo(2);
    assertThat(ran.output).contains("--product", "--products").doesNotContain("\tat ");
    assertThat(ran.output.lines().count()).isLessThanOrEqualTo(2);
  }

  @Test
  void aDataFolderThatCannotBeMadeIsOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("occupied"), "a file");

    Ran ran = run("--olap", "duckdb:" + file.resolve("coinbase.duckdb"));

    assertThat(ran.exitCode).isIn(1, 2);
    assertThat(ran.output).contains(file.toString()).doesNotContain("\tat ", "Exception");
    assertThat(ran.output.lines().filter(line -> line.contains(file.toString())).count())
        .isBetween(1L, 2L);
  }

  @Test
  void aPortWhereNobodyListensIsAVisibleRetry() throws Exception {
    try (Socket bound = new Socket()) { // it has the port, and does not listen
      bound.bind(new InetSocketAddress("127.0.0.1", 0));
      String place = "127.0.0.1:" + bound.getLocalPort();
      Process process = start("--feed-url", "ws://" + place);
      StringBuilder said = new StringBuilder();
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          said.append(line).append('\n');
          if (line.contains("Attempt 2 follows")) {
            process.toHandle().destroy();
          }
        }
      }

      assertThat(process.waitFor()).as(said.toString()).isZero();
      assertThat(said.toString()).contains(place, "Attempt 2 follows").doesNotContain("\tat ");
    }
  }

  private PipelineOptions options() {
    return PipelineOptions.builder()
        .olap(URI.create("duckdb:" + folder.resolve("coinbase.duckdb")))
        .stream(URI.create("file:" + folder.resolve("streams")))
        .deadLetters(URI.create("file:" + folder.resolve("dead-letters")))
        .build();
  }

  private static void awaitHandled(PipelineRun run, long events) throws InterruptedException {
    while (run.status().handled() < events) {
      assertThat(run.status().state().isFinal()).as(run.status().toString()).isFalse();
      Thread.sleep(10);
    }
  }

  private List<String> deadLetters() throws Exception {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("dead-letters"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private void assertTableIsContiguous() throws Exception {
    String url = "jdbc:duckdb:" + folder.resolve("coinbase.duckdb");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*), count(DISTINCT trade_id), max(trade_id) - min(trade_id) + 1"
                    + " FROM coinbase_matches")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1)).isGreaterThan(50).isEqualTo(row.getLong(2));
      assertThat(row.getLong(1)).isEqualTo(row.getLong(3));
    }
  }

  private record Ran(int exitCode, String output) {}

  /** Runs the workflow as a process of its own, in a folder of its own. */
  private Ran run(String... arguments) throws Exception {
    Process process = start(arguments);
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), output);
  }

  private Process start(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CoinbaseWorkflow.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
  }
}
