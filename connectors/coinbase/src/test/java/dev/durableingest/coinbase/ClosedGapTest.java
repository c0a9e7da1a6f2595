package dev.durableingest.coinbase;

import static dev.durableingest.coinbase.ExchangeFixture.BTC;
import static dev.durableingest.coinbase.RecordingPipeline.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import dev.durableingest.coinbase.simulator.Misbehaviour;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gap ledger of a real pipeline: opened in one run, closed in the next, rows in the table. */
@Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClosedGapTest {
  private static final long LAST = 1199;

  @TempDir Path folder;

  @Test
  void aGapOfOneRunIsClosedByTheNextAndItsTradesAreInTheTableOnce() throws Exception {
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder()
            .products(BTC)
            .firstTradeId(1000)
            .tradesPerSecond(500)
            .maxTrades(200)
            .startPaused()
            .start()) {
      exchange.misbehave(new Misbehaviour.DropTrades(BTC, Set.of(1050L, 1051L, 1052L)));
      exchange.misbehave(new Misbehaviour.HideFromRest(BTC, 1050, 1052));
      try (PipelineRun run = start(exchange)) {
        assertThat(eventually(() -> run.status().records() > 0)).isTrue();
        exchange.resumeMarket();
        assertThat(eventually(() -> run.status().openGaps() == 1)).isTrue();
        assertThat(eventually(() -> run.status().handled() >= 197 + 200)).isTrue();
        run.stop();
        run.await();
      }
      assertThat(trades()).containsExactly(197L, 197L, 1000L, LAST);
      assertThat(closedGaps()).isEmpty();

      exchange.behave();
      try (PipelineRun run = start(exchange)) {
        assertThat(eventually(() -> closedGaps().size() == 1)).isTrue();
        assertThat(eventually(() -> run.status().openGaps() == 0)).isTrue();
        run.stop();
        run.await();
      }
      assertThat(trades()).containsExactly(200L, 200L, 1000L, LAST);
      assertThat(closedGaps().get(0)).contains("\"from\":1050", "\"to\":1052", "\"matches\"");
    }
  }

  private PipelineRun start(ExchangeSimulator exchange) {
    CoinbaseConfig config =
        new CoinbaseConfig(exchange.feedUrl(), exchange.restUrl(), exchange.products());
    return CoinbasePipeline.create(config, () -> ExchangeFixture.source(exchange))
        .start(
            PipelineOptions.builder()
                .olap(URI.create("duckdb:" + folder.resolve("coinbase.duckdb")))
                .stream(URI.create("file:" + folder.resolve("streams")))
                .deadLetters(URI.create("file:" + folder.resolve("dead-letters")))
                .build());
  }

  /** How many rows there are, how many different trades, the first and the last. */
  private List<Long> trades() throws Exception {
    String url = "jdbc:duckdb:" + folder.resolve("coinbase.duckdb");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*), count(DISTINCT trade_id), min(trade_id), max(trade_id)"
                    + " FROM coinbase_matches")) {
      assertThat(row.next()).isTrue();
      return List.of(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
    }
  }

  private List<String> closedGaps() {
    try (Stream<Path> files = Files.walk(folder.resolve("dead-letters"))) {
      Path file =
          files
              .filter(each -> each.endsWith("closed-gaps.jsonl"))
              .findFirst()
              .orElse(Path.of("/nowhere"));
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
