package dev.durableingest.coinbase;

import static dev.durableingest.coinbase.ExchangeFixture.ALERT;
import static dev.durableingest.coinbase.ExchangeFixture.BTC;
import static dev.durableingest.coinbase.ExchangeFixture.ETH;
import static dev.durableingest.coinbase.ExchangeFixture.SHORT;
import static dev.durableingest.coinbase.ExchangeFixture.assertComplete;
import static dev.durableingest.coinbase.ExchangeFixture.source;
import static dev.durableingest.coinbase.RecordingPipeline.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.simulator.AcknowledgementOrder;
import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import dev.durableingest.coinbase.simulator.Misbehaviour;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The source against an exchange that misbehaves, over real sockets. */
class CoinbaseSourceTest {
  private static final int MANY = 2000;

  @Test
  void emitsEveryTradeFromTheLastMatchOn() throws Exception {
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder().tradesPerSecond(1000).maxTrades(MANY).history(10).start();
        RecordingPipeline pipeline = RecordingPipeline.start(source(exchange), Map.of())) {
      assertCompleteToTheEnd(exchange, pipeline);
      assertThat(pipeline.trades).allMatch(trade -> trade.origin() == Trade.Origin.FEED);
      assertThat(pipeline.tickers).hasPositiveValue();
      assertThat(pipeline.failures).isEmpty();
    }
  }

  @Test
  void emitsExactlyWhatComesAfterTheCheckpoint() throws Exception {
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder()
            .tradesPerSecond(200)
            .firstTradeId(1000)
            .history(3500)
            .maxTrades(3700)
            .start()) {
      CoinbaseSource source = source(exchange);
      try (RecordingPipeline pipeline =
          RecordingPipeline.start(source, Map.of(BTC, 1009L, ETH, 4300L))) {
        assertCompleteToTheEnd(exchange, pipeline);
        assertThat(pipeline.trades(BTC).get(0).tradeId()).isEqualTo(1010);
        assertThat(pipeline.trades(ETH).get(0).tradeId()).isEqualTo(4301);
        assertThat(source.count(Counted.FETCHED)).isGreaterThan(3000);
      }
    }
  }

  @Test
  void losesNothingWhateverTheFeedDoes() throws Exception {
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder().tradesPerSecond(500).maxTrades(MANY).history(10).start()) {
      exchange.misbehave(new Misbehaviour.DropMatches(0.1));
      exchange.misbehave(new Misbehaviour.DuplicateMatches(0.1));
      exchange.misbehave(new Misbehaviour.ReorderMatches(5));
      exchange.misbehave(new Misbehaviour.BadFrames(0.05));
      exchange.misbehave(new Misbehaviour.DropConnectionAfter(700, 4));
      CoinbaseSource source = source(exchange, exchange.restUrl(), ALERT);
      try (RecordingPipeline pipeline = RecordingPipeline.start(source, Map.of())) {
        assertCompleteToTheEnd(exchange, pipeline);
        assertThat(pipeline.failures).isNotEmpty();
        assertThat(source.count(Counted.DUPLICATES)).isPositive();
        assertThat(source.count(Counted.REJECTED)).isPositive();
        assertThat(source.count(Counted.FETCHED)).isPositive();
        assertThat(eventually(() -> pipeline.rejected.size() == source.count(Counted.REJECTED)))
            .isTrue();
      }
    }
  }

  @Test
  void aHeartbeatTellsOfTradesThatWereDroppedAtTheEnd() throws Exception {
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder().tradesPerSecond(500).maxTrades(600).startPaused().start()) {
      for (String product : exchange.products()) {
        long last = exchange.firstTradeId(product) + 599;
        exchange.misbehave(
            new Misbehaviour.DropTrades(product, Set.of(last, last - 1, last - 2, last - 10)));
      }
      try (RecordingPipeline pipeline = RecordingPipeline.start(source(exchange), Map.of())) {
        assertThat(eventually(() -> pipeline.trades.size() == 2)).isTrue();
        exchange.resumeMarket();
        assertCompleteToTheEnd(exchange, pipeline);
        long last = exchange.lastTradeId(BTC);
        assertThat(
                pipeline.trades(BTC).stream()
                    .filter(trade -> trade.origin() == Trade.Origin.REST)
                    .map(Trade::tradeId))
            .contains(last - 10, last - 2, last - 1, last);
      }
    }
  }

  @Test
  void silenceEndsTheConnectionAndWhatWasMissedIsFetched() throws Exception {
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder().tradesPerSecond(300).maxTrades(1500).history(10).start();
        RecordingPipeline pipeline =
            RecordingPipeline.start(source(exchange, exchange.restUrl(), ALERT), Map.of())) {
      assertThat(eventually(() -> pipeline.trades.size() > 100)).isTrue();
      exchange.misbehave(new Misbehaviour.GoSilent(Duration.ofMinutes(10)));
      assertThat(eventually(() -> !pipeline.failures.isEmpty())).isTrue();
      assertThat(pipeline.failures.get(0)).hasMessageMatching("No heartbeat of .* for 6000 ms");
      exchange.behave();
      assertCompleteToTheEnd(exchange, pipeline);
    }
  }

  @Test
  void asksAgainWhenTheRestInterfaceIsBusyOrBroken() throws Exception {
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder().products(BTC).history(1500).maxTrades(1500).start()) {
      exchange.misbehave(new Misbehaviour.RestFailsNext(500, 3));
      CoinbaseSource source = source(exchange);
      try (RecordingPipeline pipeline =
          RecordingPipeline.start(source, Map.of(BTC, exchange.firstTradeId(BTC)))) {
        assertCompleteToTheEnd(exchange, pipeline);
        assertThat(source.count(Counted.FAILED_REQUESTS)).isEqualTo(3);
        assertThat(pipeline.gaps).isEmpty();
        assertThat(pipeline.failures).isEmpty();
      }
    }
  }

  @Test
  void waitsAsLongAsTheExchangeWantsWhenItIsAskedTooOften() throws Exception {
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder().products(BTC).history(500).maxTrades(500).start()) {
      exchange.misbehave(new Misbehaviour.RestFailsNext(429, 1));
      long start = System.nanoTime();
      try (RecordingPipeline pipeline =
          RecordingPipeline.start(source(exchange), Map.of(BTC, exchange.firstTradeId(BTC)))) {
        assertCompleteToTheEnd(exchange, pipeline);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(exchange.state().restRequests()).isEqualTo(2);
      }
    }
  }

  @Test
  void badFramesAreSetAsideAndTheNextTradeStillArrives() throws Exception {
    List<String> bad =
        List.of(
            "",
            "no JSON",
            "{\"type\":\"match\",\"trade_id\":1,\"product_id\":\"BTC-USD\",\"price\":\"0.-10000\"}",
            "{\"type\":\"ticker\"",
            "{\"type\":\"heartbeat\"}",
            "x".repeat(6 << 20));
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder().products(BTC).maxTrades(100).startPaused().start()) {
      CoinbaseSource source = source(exchange);
      try (RecordingPipeline pipeline = RecordingPipeline.start(source, Map.of())) {
        assertThat(eventually(() -> pipeline.trades.size() == 1)).isTrue();
        bad.forEach(text -> exchange.misbehave(new Misbehaviour.SendText(text)));
        exchange.misbehave(
            new Misbehaviour.SendBinary(java.nio.ByteBuffer.wrap(new byte[] {'b', 'i', 'n'})));
        exchange.misbehave(
            new Misbehaviour.SendText(
                "{\"type\":\"novelty\",\"x\":\"" + "y".repeat(6 << 20) + "\"}"));
        exchange.misbehave(new Misbehaviour.SendText("z".repeat(17 << 20)));
        exchange.resumeMarket();
        assertCompleteToTheEnd(exchange, pipeline);
        assertThat(pipeline.failures).isEmpty();
        assertThat(pipeline.rejected).hasSize(8);
        assertThat(pipeline.rejected)
            .extracting(RecordingPipeline.Rejected::resource)
            .containsExactly("", "", "matches", "ticker", "", "", "", "");
        assertThat(pipeline.rejected)
            .extracting(rejected -> rejected.text().length())
            .containsExactly(
                0, 7, bad.get(2).length(), bad.get(3).length(), 20, 1 << 20, 3, 64 << 10);
        assertThat(pipeline.rejected.get(7).cause())
            .hasMessageContaining("A text frame of 17825792 characters");
      }
    }
  }

  @Test
  void aCheckpointAheadOfTheExchangeIsToldClearly() throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().products(BTC).start();
        RecordingPipeline pipeline =
            RecordingPipeline.start(source(exchange), Map.of(BTC, 5_000_000_000L))) {
      assertThat(eventually(() -> pipeline.failures.size() > 1)).isTrue();
      assertThat(pipeline.failures.get(0))
          .hasMessageContaining("newest trade of BTC-USD is ")
          .hasMessageContaining("but the checkpoint is at 5000000000");
      assertThat(pipeline.trades).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(AcknowledgementOrder.class)
  void dataMayComeBeforeTheAcknowledgement(AcknowledgementOrder order) throws Exception {
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder()
                .acknowledgementOrder(order)
                .tradesPerSecond(1000)
                .maxTrades(500)
                .start();
        RecordingPipeline pipeline = RecordingPipeline.start(source(exchange), Map.of())) {
      assertCompleteToTheEnd(exchange, pipeline);
      assertThat(pipeline.failures).isEmpty();
    }
  }

  @Test
  void anErrorFrameEndsTheConnectionWithItsWordsAndNothingIsLost() throws Exception {
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder().tradesPerSecond(500).maxTrades(1000).start();
        RecordingPipeline pipeline = RecordingPipeline.start(source(exchange), Map.of())) {
      assertThat(eventually(() -> pipeline.trades.size() > 100)).isTrue();
      exchange.misbehave(
          new Misbehaviour.SendText("{\"type\":\"error\",\"message\":\"ErrSlowConsume\"}"));
      assertCompleteToTheEnd(exchange, pipeline);
      assertThat(pipeline.failures)
          .singleElement()
          .satisfies(
              e -> assertThat(e).hasMessage("The exchange reported an error: ErrSlowConsume"));
    }
  }

  @Test
  void aPortWhereNobodyListensIsToldAndTriedAgain() throws Exception {
    try (Socket bound = new Socket()) { // it has the port, and does not listen
      bound.bind(new InetSocketAddress("127.0.0.1", 0));
      String place = "127.0.0.1:" + bound.getLocalPort();
      CoinbaseConfig config =
          new CoinbaseConfig(
              URI.create("ws://" + place), URI.create("http://" + place), List.of(BTC));
      try (RecordingPipeline pipeline =
          RecordingPipeline.start(new CoinbaseSource(config, SHORT), Map.of())) {
        assertThat(eventually(() -> pipeline.failures.size() > 2)).isTrue();
        assertThat(pipeline.failures.get(0))
            .hasMessage("Cannot connect to ws://" + place + ": nobody listens there");
      }
    }
  }

  @Test
  void aBlockedPipelineStopsTheReadingAndIsNotTakenForSilence() throws Exception {
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder().tradesPerSecond(5000).maxTrades(30_000).start()) {
      CoinbaseSource source = source(exchange, exchange.restUrl(), ALERT);
      try (RecordingPipeline pipeline = RecordingPipeline.start(source, Map.of())) {
        assertThat(eventually(() -> pipeline.trades.size() > 100)).isTrue();
        pipeline.block();
        long before = -1;
        while (source.count(Counted.FRAMES) != before) {
          before = source.count(Counted.FRAMES);
          Thread.sleep(ALERT.silence().toMillis() + 1000); // longer than the silence that is borne
        }
        pipeline.unblock();
        assertCompleteToTheEnd(exchange, pipeline);
        assertThat(pipeline.failures).isEmpty();
        assertThat(source.count(Counted.CONNECTIONS)).isEqualTo(1);
      }
    }
  }

  @Test
  void heartbeatsAreSignsOfLife() throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().startPaused().start();
        RecordingPipeline pipeline = RecordingPipeline.start(source(exchange), Map.of())) {
      assertThat(eventually(() -> pipeline.signsOfLife.get() >= 4)).isTrue();
      assertThat(pipeline.failures).isEmpty();
    }
  }

  private static void assertCompleteToTheEnd(ExchangeSimulator exchange, RecordingPipeline pipeline)
      throws InterruptedException {
    assertThat(exchange.awaitLastTrade(Duration.ofMinutes(2))).isTrue();
    for (String product : exchange.products()) {
      long last = exchange.lastTradeId(product);
      boolean complete = eventually(() -> pipeline.newest(product) >= last);
      assertThat(complete)
          .as("%s at %d of %d, %s", product, pipeline.newest(product), last, pipeline.failures)
          .isTrue();
      List<Trade> trades = pipeline.trades(product);
      assertComplete(exchange, product, trades);
      assertThat(trades.get(trades.size() - 1).tradeId()).isEqualTo(last);
    }
  }
}
