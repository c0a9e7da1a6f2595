package dev.durableingest.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import dev.durableingest.coinbase.simulator.ExchangeSimulatorBuilder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: after an hour in which nothing ran, a workflow with a small heap fetches what it missed,
 * says how far it is, and never asks more often than the exchange allows.
 *
 * <p>Method: the market is a function of its seed, so that an hour passes by starting the exchange
 * again with more history. {@code -Doutage.trades=360000} makes it an hour of a busier market.
 */
@Timeout(value = 30, unit = java.util.concurrent.TimeUnit.MINUTES)
class OutageTest {
  private static final String PRODUCT = "BTC-USD";
  private static final long TRADES_BEFORE = 50;
  private static final long TRADES_MISSED = Long.getLong("outage.trades", 72_000);
  private static final String HEAP = "-Xmx" + System.getProperty("outage.heap", "40m");

  @TempDir Path folder;

  @Test
  void anHoursTradesAreCaughtUpInASmallHeapAndWithinTheLimitOfTheExchange() throws Exception {
    try (ExchangeSimulator before = market(TRADES_BEFORE).start()) {
      // The newest trade and its ticker; the next run goes on from there.
      WorkflowProcess first = runUntil(null, before, "--max-events", "2");
      assertThat(first.exitCode()).as(first.output()).isZero();
    }
    try (ExchangeSimulator after =
        market(TRADES_BEFORE + TRADES_MISSED).requestLimit(10, 15).start()) {
      WorkflowProcess second = runUntil("BTC-USD: caught up ", after);
      assertThat(second.exitCode()).as(second.output()).isZero();
      assertThat(second.output())
          .contains("BTC-USD: catching up ", "BTC-USD: caught up ")
          .doesNotContain("OutOfMemory");
      assertThat(after.state().faults()).doesNotContainKey("rest_requests_limited");
      compare(after);
    }
  }

  private static ExchangeSimulatorBuilder market(long trades) {
    return ExchangeSimulator.builder()
        .products(PRODUCT)
        .seed(5)
        .startAt(Instant.parse("2026-01-01T00:00:00Z"))
        .tradesPerSecond(20)
        .history(trades)
        .maxTrades(trades);
  }

  private WorkflowProcess runUntil(String said, ExchangeSimulator exchange, String... more)
      throws Exception {
    List<String> arguments = new ArrayList<>(WorkflowProcess.of(exchange));
    arguments.add("--verbose");
    arguments.addAll(List.of(more));
    return WorkflowProcess.run(folder, List.of(HEAP), arguments, said);
  }

  private void compare(ExchangeSimulator exchange) throws Exception {
    String url = "jdbc:duckdb:" + folder.resolve("data/coinbase.duckdb");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT trade_id, price, size FROM coinbase_matches ORDER BY trade_id")) {
      long expected = exchange.firstTradeId(PRODUCT) + TRADES_BEFORE - 1;
      while (row.next()) {
        assertThat(row.getLong(1)).isEqualTo(expected);
        var made = exchange.trade(PRODUCT, expected++);
        assertThat(row.getBigDecimal(2)).isEqualByComparingTo(made.price());
        assertThat(row.getBigDecimal(3)).isEqualByComparingTo(made.size());
      }
      assertThat(expected).isEqualTo(exchange.lastTradeId(PRODUCT) + 1);
    }
  }
}
