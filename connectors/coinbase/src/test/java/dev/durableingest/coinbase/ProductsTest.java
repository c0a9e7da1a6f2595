package dev.durableingest.coinbase;

import static dev.durableingest.coinbase.ExchangeFixture.ALERT;
import static dev.durableingest.coinbase.ExchangeFixture.BTC;
import static dev.durableingest.coinbase.ExchangeFixture.ETH;
import static dev.durableingest.coinbase.ExchangeFixture.SHORT;
import static dev.durableingest.coinbase.ExchangeFixture.assertComplete;
import static dev.durableingest.coinbase.RecordingPipeline.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import dev.durableingest.coinbase.simulator.Misbehaviour;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Several products: on one connection or on many, and with some that cannot be had. */
class ProductsTest {
  private static final long ALL = 10_000_000;

  @Test
  void productsThatAreSpreadOverConnectionsAreEachComplete() throws Exception {
    List<String> products = IntStream.range(0, 7).mapToObj(i -> "P" + i + "-USD").toList();
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder()
            .products(products)
            .tradesPerSecond(200)
            .history(10)
            .maxTrades(600)
            .start()) {
      exchange.misbehave(new Misbehaviour.DropMatches(0.05));
      CoinbaseSource source = source(exchange, products, 3, ALL);
      try (RecordingPipeline pipeline = RecordingPipeline.start(source, Map.of())) {
        for (String product : products) {
          long last = exchange.firstTradeId(product) + 599;
          assertThat(eventually(() -> pipeline.newest(product) == last)).as(product).isTrue();
          assertComplete(exchange, product, pipeline.trades(product));
        }
        assertThat(source.count(Counted.CONNECTIONS)).isEqualTo(3);
        assertThat(exchange.state().connections()).isEqualTo(3);
        assertThat(pipeline.failures).isEmpty();
      }
    }
  }

  @Test
  void whenOneConnectionOfManyIsCutNothingIsLost() throws Exception {
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder().tradesPerSecond(300).history(10).maxTrades(1500).start()) {
      exchange.misbehave(new Misbehaviour.DropConnectionAfter(500, 1));
      CoinbaseSource source =
          new CoinbaseSource(
              new CoinbaseConfig(
                  exchange.feedUrl(), exchange.restUrl(), exchange.products(), 1, ALL),
              ALERT);
      try (RecordingPipeline pipeline = RecordingPipeline.start(source, Map.of())) {
        for (String product : exchange.products()) {
          long last = exchange.firstTradeId(product) + 1499;
          assertThat(eventually(() -> pipeline.newest(product) == last)).as(product).isTrue();
          assertComplete(exchange, product, pipeline.trades(product));
        }
        assertThat(source.count(Counted.CONNECTIONS)).isGreaterThanOrEqualTo(4);
      }
    }
  }

  @Test
  void productsThatDoNotExistAreToldAndTheOthersGoOn() throws Exception {
    List<String> products = List.of("NO-SUCH", BTC, "btc-usd", ETH, "NOT-THIS");
    try (LogLines log = LogLines.listen();
        ExchangeSimulator exchange = ExchangeSimulator.builder().tradesPerSecond(200).start();
        RecordingPipeline pipeline =
            RecordingPipeline.start(source(exchange, products, 100, ALL), Map.of())) {
      assertThat(eventually(() -> pipeline.trades(BTC).size() > 100)).isTrue();
      assertThat(eventually(() -> pipeline.trades(ETH).size() > 100)).isTrue();
      assertComplete(exchange, BTC, pipeline.trades(BTC));
      assertThat(log.warnings())
          .hasSize(3)
          .anySatisfy(
              line ->
                  assertThat(line)
                      .startsWith("NO-SUCH cannot be had, the other products go on")
                      .contains("NO-SUCH is not a valid product; correct --products"))
          .anySatisfy(line -> assertThat(line).startsWith("btc-usd cannot be had"))
          .anySatisfy(line -> assertThat(line).startsWith("NOT-THIS cannot be had"));
      assertThat(pipeline.failures).isEmpty();
    }
  }

  @Test
  void whenEveryProductIsRefusedTheRunSaysSo() throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().start();
        RecordingPipeline pipeline =
            RecordingPipeline.start(
                source(exchange, List.of("NO-SUCH", "NOR-THIS"), 1, ALL), Map.of())) {
      assertThat(eventually(() -> !pipeline.failures.isEmpty())).isTrue();
      assertThat(pipeline.failures.get(0))
          .hasMessageContaining("is not a valid product")
          .hasMessageContaining("--products");
    }
  }

  @Test
  void aRefusedProductIsReadFromItsCheckpointOnAsSoonAsItIsListed() throws Exception {
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder().firstTradeId(1).history(50).tradesPerSecond(100).start();
        RecordingPipeline pipeline =
            RecordingPipeline.start(refusing(exchange, ETH), Map.of(BTC, 20L, ETH, 30L))) {
      assertThat(eventually(() -> pipeline.trades(BTC).size() > 100)).isTrue();
      assertThat(pipeline.trades(ETH)).isEmpty();
      exchange.behave();
      assertThat(eventually(() -> pipeline.trades(ETH).size() > 100)).isTrue();
      assertThat(pipeline.trades(ETH).get(0).tradeId()).isEqualTo(31);
      assertComplete(exchange, ETH, pipeline.trades(ETH));
      assertThat(pipeline.failures).isEmpty();
    }
  }

  private static CoinbaseSource refusing(ExchangeSimulator exchange, String product) {
    exchange.misbehave(new Misbehaviour.RefuseProduct(product));
    return source(exchange, exchange.products(), 100, ALL);
  }

  @Test
  void aProductThatIsTakenOffHoldsUpTheOthersForOneReconnectOnly() throws Exception {
    try (LogLines log = LogLines.listen();
        ExchangeSimulator exchange = ExchangeSimulator.builder().tradesPerSecond(100).start();
        RecordingPipeline pipeline =
            RecordingPipeline.start(
                ExchangeFixture.source(exchange, exchange.restUrl(), ALERT), Map.of())) {
      assertThat(eventually(() -> pipeline.trades(ETH).size() > 10)).isTrue();
      assertThat(eventually(() -> pipeline.signsOfLife.get() >= 2)).isTrue();
      exchange.misbehave(new Misbehaviour.TakeOffline(ETH));
      assertThat(eventually(() -> !log.warnings().isEmpty())).isTrue();
      assertThat(pipeline.failures)
          .singleElement()
          .satisfies(
              failure ->
                  assertThat(failure)
                      .hasMessage(
                          "No heartbeat of ETH-USD for 6000 ms;"
                              + " its status is offline (under maintenance)"));
      assertThat(log.warnings().get(0))
          .startsWith("ETH-USD cannot be had, the other products go on");
      assertThat(log.infos()).contains("ETH-USD: its status is offline (under maintenance)");
      int before = pipeline.trades(BTC).size();
      assertThat(eventually(() -> pipeline.trades(BTC).size() > before + 300)).isTrue();
      assertThat(pipeline.failures).hasSize(1);
      exchange.behave();
      long now = exchange.lastTradeId(ETH);
      assertThat(eventually(() -> pipeline.newest(ETH) > now)).isTrue();
      assertComplete(exchange, ETH, pipeline.trades(ETH));
      assertComplete(exchange, BTC, pipeline.trades(BTC));
    }
  }

  @Test
  void aBacklogBeyondTheBoundIsRefusedLoudlyAndNothingOfItIsPassedOver() throws Exception {
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder()
                .products(BTC)
                .firstTradeId(1)
                .history(5000)
                .startPaused()
                .start();
        RecordingPipeline pipeline =
            RecordingPipeline.start(source(exchange, List.of(BTC), 100, 1000), Map.of(BTC, 1L))) {
      assertThat(eventually(() -> pipeline.failures.size() > 1)).isTrue();
      assertThat(pipeline.failures.get(0))
          .hasMessageStartingWith(
              "BTC-USD: 4998 trades were missed, more than --catch-up-max 1000");
      assertThat(pipeline.trades).isEmpty();
      assertThat(pipeline.gaps).isEmpty();
    }
  }

  @Test
  void aCheckNamesTheProductThatDoesNotExist() throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().start()) {
      assertThat(source(exchange, exchange.products(), 1, ALL).check())
          .endsWith(" answer, and have BTC-USD, ETH-USD");
      assertThatThrownBy(() -> source(exchange, List.of(BTC, "NO-SUCH"), 1, ALL).check())
          .hasMessageContaining("/products/NO-SUCH/trades: status 404")
          .hasMessageEndingWith("; check --rest-url and --products");
    }
  }

  @Test
  void productsAreSpreadEvenly() {
    List<String> products = IntStream.range(0, 7).mapToObj(i -> "P" + i + "-USD").toList();
    assertThat(config(URI.create("ws://h"), products, 3, ALL).connections())
        .extracting(List::size)
        .containsExactly(2, 2, 3);
    assertThat(config(URI.create("ws://h"), products, 7, ALL).connections()).hasSize(1);
    assertThatThrownBy(() -> config(URI.create("ws://h"), products, 0, ALL))
        .hasMessage("--products-per-connection is at least 1, was 0.");
  }

  private static CoinbaseSource source(
      ExchangeSimulator exchange, List<String> products, int perConnection, long catchUpMax) {
    return new CoinbaseSource(
        new CoinbaseConfig(
            exchange.feedUrl(), exchange.restUrl(), products, perConnection, catchUpMax),
        SHORT);
  }

  private static CoinbaseConfig config(
      URI feed, List<String> products, int perConnection, long catchUpMax) {
    return new CoinbaseConfig(feed, URI.create("http://h"), products, perConnection, catchUpMax);
  }
}
