package dev.durableingest.coinbase.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The market as a function of seed, product and trade id. */
class MarketTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final BigDecimal SMALLEST = new BigDecimal("0.00000001");

  @Test
  void twoExchangesOfOneSeedMakeTheSameTradesAndAnotherSeedOthers() {
    try (ExchangeSimulator one = paused(7).start();
        ExchangeSimulator two = paused(7).start();
        ExchangeSimulator other = paused(8).start()) {
      for (String product : one.products()) {
        assertThat(trades(one, product)).isEqualTo(trades(two, product));
        assertThat(trades(one, product)).doesNotContainAnyElementsOf(trades(other, product));
      }
      assertThat(trades(one, "BTC-USD").get(0).price())
          .isNotEqualTo(trades(one, "ETH-USD").get(0).price());
    }
  }

  @Test
  void anExchangeThatTakesOverGoesOnWhereTheOtherStopped() throws Exception {
    long made;
    Trade last;
    try (ExchangeSimulator first =
        ExchangeSimulator.builder().seed(3).startAt(START).tradesPerSecond(500).start()) {
      while (first.lastTradeId("BTC-USD") < first.firstTradeId("BTC-USD") + 20) {
        Thread.sleep(5);
      }
      first.pauseMarket();
      made = first.lastTradeId("BTC-USD") - first.firstTradeId("BTC-USD") + 1;
      last = first.trade("BTC-USD", first.lastTradeId("BTC-USD"));
    }
    assertThat(made).isGreaterThan(1);
    try (ExchangeSimulator second =
        ExchangeSimulator.builder()
            .seed(3)
            .startAt(START)
            .tradesPerSecond(500)
            .history(made)
            .startPaused()
            .start()) {
      assertThat(second.lastTradeId("BTC-USD")).isEqualTo(last.tradeId());
      assertThat(second.trade("BTC-USD", last.tradeId())).isEqualTo(last);
    }
  }

  @Test
  void sequencesGrowWithHolesAndTimesGrowByTheInterval() {
    try (ExchangeSimulator exchange = paused(42).start()) {
      List<Trade> trades = trades(exchange, "BTC-USD");
      boolean hasHoles = false;
      for (int i = 1; i < trades.size(); i++) {
        Trade before = trades.get(i - 1);
        Trade trade = trades.get(i);
        assertThat(trade.sequence()).isGreaterThan(before.sequence());
        hasHoles |= trade.sequence() > before.sequence() + 1;
        assertThat(Duration.between(before.time(), trade.time())).isEqualTo(Duration.ofMillis(5));
      }
      assertThat(hasHoles).isTrue();
      assertThat(trades.get(0).time()).isEqualTo(START);
    }
  }

  @Test
  void pricesWalkAndSizesReachTheSmallestThereIs() {
    try (ExchangeSimulator exchange = paused(42).products("BTC-USD", "SKL-BTC").start()) {
      for (String product : exchange.products()) {
        List<Trade> trades = trades(exchange, product);
        Set<BigDecimal> prices = new HashSet<>();
        for (int i = 1; i < trades.size(); i++) {
          double before = trades.get(i - 1).price().doubleValue();
          double price = trades.get(i).price().doubleValue();
          assertThat(price).isPositive();
          assertThat(Math.abs(price - before)).isLessThan(before * 0.01 + 5e-8);
          prices.add(trades.get(i).price());
        }
        assertThat(prices).hasSizeGreaterThan(5);
        assertThat(trades).allMatch(trade -> trade.size().compareTo(SMALLEST) >= 0);
        assertThat(trades).anyMatch(trade -> trade.size().equals(SMALLEST));
        assertThat(trades).anyMatch(trade -> trade.size().compareTo(BigDecimal.ONE) > 0);
        assertThat(trades).anyMatch(trade -> trade.makerSide() == Side.BUY);
        assertThat(trades).anyMatch(trade -> trade.makerSide() == Side.SELL);
      }
    }
  }

  @Test
  void orderIdsAreDifferentEverywhere() {
    try (ExchangeSimulator exchange = paused(42).start()) {
      Set<Object> ids = new HashSet<>();
      for (String product : exchange.products()) {
        for (Trade trade : trades(exchange, product)) {
          ids.add(trade.makerOrderId());
          ids.add(trade.takerOrderId());
          assertThat(trade.makerOrderId().version()).isEqualTo(4);
        }
      }
      assertThat(ids).hasSize(2 * 2 * 1_000);
    }
  }

  @Test
  void aMarketWithALastTradeStopsThere() throws Exception {
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder()
            .firstTradeId(500)
            .tradesPerSecond(10_000)
            .maxTrades(100)
            .start()) {
      assertThat(exchange.awaitLastTrade(Duration.ofMinutes(2))).isTrue();
      assertThat(exchange.state().complete()).isTrue();
      assertThat(exchange.firstTradeId("ETH-USD")).isEqualTo(500);
      assertThat(exchange.lastTradeId("ETH-USD")).isEqualTo(599);
      assertThatThrownBy(() -> exchange.trade("ETH-USD", 600))
          .isInstanceOf(NoSuchElementException.class)
          .hasMessageContaining("600");
      assertThatThrownBy(() -> exchange.trade("XRP-USD", 500))
          .isInstanceOf(NoSuchElementException.class)
          .hasMessageContaining("XRP-USD");
    }
  }

  @Test
  void aPausedMarketStandsStillAndAResumedOneGoesOnWithoutAJump() throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().tradesPerSecond(1_000).start()) {
      exchange.pauseMarket();
      long paused = exchange.lastTradeId("BTC-USD");
      Thread.sleep(300);
      assertThat(exchange.lastTradeId("BTC-USD")).isEqualTo(paused);
      long resumedNanos = System.nanoTime();
      exchange.resumeMarket();
      long resumed = exchange.lastTradeId("BTC-USD");
      long millis = Duration.ofNanos(System.nanoTime() - resumedNanos).toMillis();
      assertThat(resumed)
          .as("a trade for each millisecond")
          .isLessThanOrEqualTo(paused + millis + 1);
      while (exchange.lastTradeId("BTC-USD") <= paused) {
        Thread.sleep(5);
      }
    }
  }

  @Test
  void wrongSettingsSayWhatIsWrong() {
    ExchangeSimulatorBuilder builder = ExchangeSimulator.builder();
    assertThatThrownBy(() -> builder.products("btc")).hasMessageContaining("'btc'");
    assertThatThrownBy(() -> builder.tradesPerSecond(0)).hasMessageContaining("0.0");
    assertThatThrownBy(() -> builder.port(70_000)).hasMessageContaining("70000");
    assertThatThrownBy(() -> new Misbehaviour.DropMatches(1.5)).hasMessageContaining("1.5");
    assertThatThrownBy(() -> new Misbehaviour.RestFailsNext(200, 1)).hasMessageContaining("200");
  }

  private static ExchangeSimulatorBuilder paused(long seed) {
    return ExchangeSimulator.builder()
        .seed(seed)
        .startAt(START)
        .tradesPerSecond(200)
        .history(1_000)
        .startPaused();
  }

  private static List<Trade> trades(ExchangeSimulator exchange, String product) {
    return LongStream.rangeClosed(exchange.firstTradeId(product), exchange.lastTradeId(product))
        .mapToObj(id -> exchange.trade(product, id))
        .toList();
  }
}
