package dev.durableingest.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import dev.durableingest.coinbase.simulator.Misbehaviour;
import dev.durableingest.coinbase.simulator.Trade;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Goal: whenever the workflow is killed, and whatever the exchange does meanwhile, each trade is in
 * the table exactly once, from the first to the last, and the ticker stream is in order and whole.
 *
 * <p>Method: the market goes on while the workflow, a process of its own, is killed at random
 * moments: before it connected, in recovery, in the middle of a commit; each third one not before
 * it has written something. The exchange loses, repeats and reorders frames, sends garbage, cuts
 * connections and refuses requests. Then the market pauses, a last process catches up, and the
 * table is compared with the market row by row.
 *
 * <p>{@code -Dkills=500} makes the proof as long as wanted, {@code -Dseed=…} repeats one.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledWorkflowTest {
  private static final int KILLS = Integer.getInteger("kills", 25);
  private static final List<String> PRODUCTS = List.of("BTC-USD", "ETH-USD");

  @TempDir Path folder;

  @Test
  void holdsEachTradeExactlyOnceThoughTheWorkflowIsKilledAgainAndAgain() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KilledWorkflowTest: -Dseed=" + seed);
    Random random = new Random(seed);
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder()
            .products(PRODUCTS)
            .seed(seed)
            .tradesPerSecond(300)
            .history(100)
            .start()) {
      misbehave(exchange);
      // The first run decides where the table begins: let it save something before it is killed.
      int cuts = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        long before = tickerBytes();
        Process workflow = start(exchange);
        if (kill % 3 == 0) { // on a slow machine the others may all be killed before they connect
          awaitMoreTickers(before);
        }
        Thread.sleep(random.nextInt(2_500));
        if (random.nextInt(3) == 0) {
          exchange.misbehave(new Misbehaviour.DropConnections());
          cuts++;
          Thread.sleep(random.nextInt(300));
        }
        assertThat(workflow.isAlive()).as(Files.readString(log())).isTrue();
        workflow.destroyForcibly();
        assertThat(workflow.waitFor()).isEqualTo(137);
      }
      exchange.behave();
      exchange.pauseMarket();
      catchUp(exchange);

      Map<String, Long> rows = compareTable(exchange);
      Map<String, Long> tickers = compareTickers(exchange, KILLS + cuts);
      System.out.println(
          "KilledWorkflowTest: %d kills, %d cut connections; rows %s, tickers %s; lost 0, twice 0"
              .formatted(KILLS, cuts, rows, tickers));
    }
  }

  /** A run ends when nothing came for a while, which does not tell that everything has come. */
  private void catchUp(ExchangeSimulator exchange) throws Exception {
    do {
      Process last = start(exchange, "--until-idle", "4s");
      assertThat(last.waitFor()).as(Files.readString(log())).isZero();
    } while (!reachesTheEnd(exchange));
  }

  private boolean reachesTheEnd(ExchangeSimulator exchange) throws SQLException {
    String url = "jdbc:duckdb:" + folder.resolve("coinbase.duckdb");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String product : PRODUCTS) {
        try (ResultSet row =
            statement.executeQuery(
                "SELECT max(trade_id) FROM coinbase_matches WHERE product_id = '%s'"
                    .formatted(product))) {
          if (!row.next() || row.getLong(1) < exchange.lastTradeId(product)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static void misbehave(ExchangeSimulator exchange) {
    exchange.misbehave(new Misbehaviour.DropMatches(0.02));
    exchange.misbehave(new Misbehaviour.DuplicateMatches(0.02));
    exchange.misbehave(new Misbehaviour.ReorderMatches(4));
    exchange.misbehave(new Misbehaviour.BadFrames(0.01));
    exchange.misbehave(new Misbehaviour.RestFailsAtRandom(500, 0.05));
    exchange.misbehave(new Misbehaviour.RestFailsNext(429, 1));
  }

  /** Compares the table with the market, row by row and digit by digit. */
  private Map<String, Long> compareTable(ExchangeSimulator exchange) throws SQLException {
    Map<String, Long> rows = new HashMap<>();
    String url = "jdbc:duckdb:" + folder.resolve("coinbase.duckdb");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT product_id, trade_id, side, price, size, epoch_us(time) AS micros"
                    + " FROM coinbase_matches ORDER BY product_id, trade_id")) {
      Map<String, Long> next = new HashMap<>();
      while (row.next()) {
        String product = row.getString("product_id");
        long id = row.getLong("trade_id");
        assertThat(id).as(product).isEqualTo(next.getOrDefault(product, id));
        next.put(product, id + 1);
        rows.merge(product, 1L, Long::sum);
        Trade sent = exchange.trade(product, id);
        assertThat(row.getString("side")).isEqualTo(sent.makerSide().wireName());
        assertThat(row.getBigDecimal("price")).isEqualByComparingTo(sent.price());
        assertThat(row.getBigDecimal("size")).isEqualByComparingTo(sent.size());
        assertThat(row.getLong("micros"))
            .isEqualTo(
                TimeUnit.SECONDS.toMicros(sent.time().getEpochSecond())
                    + sent.time().getNano() / 1_000);
      }
      for (String product : PRODUCTS) {
        assertThat(next.get(product)).as(product).isEqualTo(exchange.lastTradeId(product) + 1);
      }
    }
    return rows;
  }

  /**
   * Every line is whole, ids only grow, and there are no more holes than moments in which nobody
   * was connected.
   */
  private Map<String, Long> compareTickers(ExchangeSimulator exchange, int interruptions)
      throws Exception {
    JsonMapper json = new JsonMapper();
    Map<String, Long> lines = new HashMap<>();
    Map<String, Long> previous = new HashMap<>();
    Map<String, Integer> holes = new HashMap<>();
    for (String line : tickerLines()) {
      JsonNode ticker = json.readTree(line);
      String product = ticker.get("product_id").asString();
      long id = ticker.get("trade_id").asLong();
      Long before = previous.put(product, id);
      if (before != null) {
        assertThat(id).as(product).isGreaterThan(before);
        if (id > before + 1) {
          holes.merge(product, 1, Integer::sum);
        }
      }
      assertThat(new BigDecimal(ticker.get("price").asString()))
          .isEqualByComparingTo(exchange.trade(product, id).price());
      lines.merge(product, 1L, Long::sum);
    }
    assertThat(lines.keySet()).containsExactlyInAnyOrderElementsOf(PRODUCTS);
    assertThat(holes.values()).allMatch(count -> count <= interruptions);
    return lines;
  }

  private List<String> tickerLines() throws Exception {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("streams/coinbase_ticker"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private Process start(ExchangeSimulator exchange, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CoinbaseWorkflow.class.getName(),
                "--feed-url=" + exchange.feedUrl(),
                "--rest-url=" + exchange.restUrl(),
                "--products=" + String.join(",", PRODUCTS),
                "--olap=duckdb:" + folder.resolve("coinbase.duckdb"),
                "--stream=file:" + folder.resolve("streams"),
                "--dead-letters=file:" + folder.resolve("dead-letters"),
                "--batch-linger=20ms"));
    command.addAll(List.of(more));
    File log = log().toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private Path log() {
    return folder.resolve("workflow.log");
  }

  private void awaitMoreTickers(long before) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(5).toNanos();
    while (tickerBytes() <= before) {
      assertThat(System.nanoTime()).as(Files.readString(log())).isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private long tickerBytes() throws IOException {
    Path stream = folder.resolve("streams/coinbase_ticker");
    if (!Files.exists(stream)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(stream)) {
      long bytes = 0;
      for (Path file : files.filter(each -> each.toString().endsWith(".ndjson")).toList()) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }
}
