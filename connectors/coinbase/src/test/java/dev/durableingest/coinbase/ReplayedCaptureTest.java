package dev.durableingest.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import java.math.BigDecimal;
import java.net.URI;
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
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole road, from the frames of a real recording to the table and the stream. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReplayedCaptureTest {
  private static final String CAPTURE = "coinbase/exchange-2021-04-17.jsonl";
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @Test
  void everyTradeOfARecordingIsInTheTableOnceWithEveryDigit() throws Exception {
    List<JsonNode> trades = frames("match", "last_match");
    List<JsonNode> tickers = frames("ticker");
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder().replay(Captures.file(CAPTURE)).start()) {
      CoinbaseConfig config =
          new CoinbaseConfig(exchange.feedUrl(), exchange.restUrl(), exchange.products());
      try (PipelineRun run = CoinbasePipeline.create(config).start(options())) {
        while (run.status().handled() < trades.size() + tickers.size()) {
          assertThat(run.status().state().isFinal()).as("%s", run.status()).isFalse();
          Thread.sleep(10);
        }
        run.stop();
        PipelineStatus end = run.await();
        assertThat(end.state()).as(String.valueOf(end.problem())).isEqualTo(RunnerState.STOPPED);
        assertThat(end.deadLetters()).isZero();
      }
    }
    assertThat(trades).hasSize(46);
    assertThat(rows()).isEqualTo(expectedRows(trades));
    assertThat(tickerLines()).hasSameSizeAs(tickers);
    for (int i = 0; i < tickers.size(); i++) {
      assertTicker(tickerLines().get(i), tickers.get(i));
    }
  }

  private PipelineOptions options() {
    return PipelineOptions.builder()
        .olap(URI.create("duckdb:" + folder.resolve("coinbase.duckdb")))
        .stream(URI.create("file:" + folder.resolve("streams")))
        .deadLetters(URI.create("file:" + folder.resolve("dead-letters")))
        .build();
  }

  private static List<JsonNode> frames(String... types) throws Exception {
    List<JsonNode> frames = new ArrayList<>();
    for (String text : Captures.receivedFrames(CAPTURE)) {
      JsonNode frame = JSON.readTree(text);
      if (List.of(types).contains(frame.path("type").asString())) {
        frames.add(frame);
      }
    }
    return frames;
  }

  private static Map<String, String> expectedRows(List<JsonNode> trades) {
    Map<String, String> rows = new TreeMap<>();
    for (JsonNode trade : trades) {
      rows.put(
          trade.path("product_id").asString() + " " + trade.path("trade_id").asLong(),
          String.join(
              " ",
              trade.path("side").asString(),
              plain(new BigDecimal(trade.path("price").asString())),
              plain(new BigDecimal(trade.path("size").asString())),
              trade.path("maker_order_id").asString(),
              trade.path("taker_order_id").asString(),
              Long.toString(trade.path("sequence").asLong()),
              Instant.parse(trade.path("time").asString()).toString(),
              "feed"));
    }
    return rows;
  }

  private Map<String, String> rows() throws Exception {
    Map<String, String> rows = new TreeMap<>();
    String url = "jdbc:duckdb:" + folder.resolve("coinbase.duckdb");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT *, epoch_us(time) AS micros FROM coinbase_matches")) {
      while (row.next()) {
        String earlier =
            rows.put(
                row.getString("product_id") + " " + row.getLong("trade_id"),
                String.join(
                    " ",
                    row.getString("side"),
                    plain(row.getBigDecimal("price")),
                    plain(row.getBigDecimal("size")),
                    row.getString("maker_order_id"),
                    row.getString("taker_order_id"),
                    Long.toString(row.getLong("sequence")),
                    Instant.EPOCH.plus(row.getLong("micros"), ChronoUnit.MICROS).toString(),
                    row.getString("origin")));
        assertThat(earlier).as("a trade that is there twice").isNull();
      }
      assertColumns(row);
    }
    return rows;
  }

  private static void assertColumns(ResultSet row) throws Exception {
    List<String> columns = new ArrayList<>();
    for (int i = 1; i < row.getMetaData().getColumnCount(); i++) {
      columns.add(row.getMetaData().getColumnName(i));
    }
    assertThat(columns)
        .containsExactly(
            "product_id",
            "trade_id",
            "side",
            "price",
            "size",
            "maker_order_id",
            "taker_order_id",
            "sequence",
            "time",
            "origin");
  }

  private List<JsonNode> tickerLines() throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("streams/coinbase_ticker"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          lines.add(JSON.readTree(line));
        }
      }
    }
    return lines;
  }

  private static void assertTicker(JsonNode line, JsonNode frame) {
    for (Map.Entry<String, JsonNode> field : frame.properties()) {
      JsonNode value = line.path(field.getKey());
      switch (field.getKey()) {
        case "type" -> assertThat(value.isMissingNode()).isTrue();
        case "product_id", "side" -> assertThat(value).isEqualTo(field.getValue());
        case "time" ->
            assertThat(Instant.parse(value.asString()))
                .isEqualTo(Instant.parse(field.getValue().asString()));
        case "sequence", "trade_id" ->
            assertThat(value.asLong()).isEqualTo(field.getValue().asLong());
        default ->
            assertThat(new BigDecimal(value.asString()))
                .as(field.getKey())
                .isEqualByComparingTo(field.getValue().asString());
      }
    }
    assertThat(line.path("best_bid_size").isNull()).isTrue();
  }

  private static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
