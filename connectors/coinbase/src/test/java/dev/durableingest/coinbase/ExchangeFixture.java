package dev.durableingest.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import dev.durableingest.coinbase.tape.TapeLimits;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What tests of the source share: its config, short waits, and what must be true of trades. */
final class ExchangeFixture {
  static final String BTC = "BTC-USD";
  static final String ETH = "ETH-USD";

  /** Short pauses, and more patience than a machine that stands still for seconds can exhaust. */
  static final Timing SHORT = timing(Duration.ofMinutes(2));

  /**
   * The same, but silence is noticed; the simulator's heart beats once a second. Wherever
   * connections are cut, because the JDK's client is not always told of that, and silence then is
   * all there is.
   */
  static final Timing ALERT = timing(Duration.ofSeconds(6));

  private ExchangeFixture() {}

  private static Timing timing(Duration silence) {
    return new Timing(
        new TapeLimits(
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            10_000,
            4,
            Duration.ofMillis(20),
            Duration.ofMillis(100)),
        silence,
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofMillis(5),
        Duration.ofMillis(1),
        Duration.ofMillis(500),
        Duration.ofMillis(100),
        Duration.ofMillis(400));
  }

  static CoinbaseSource source(ExchangeSimulator exchange) {
    return source(exchange, exchange.restUrl(), SHORT);
  }

  static CoinbaseSource source(ExchangeSimulator exchange, URI restUrl, Timing timing) {
    return new CoinbaseSource(
        new CoinbaseConfig(exchange.feedUrl(), restUrl, exchange.products()), timing);
  }

  /** Checks that these are all trades from the first to the last, once, with every digit. */
  static void assertComplete(ExchangeSimulator exchange, String product, List<Trade> trades) {
    assertThat(trades).isNotEmpty();
    long id = trades.get(0).tradeId();
    for (Trade trade : trades) {
      var made = exchange.trade(product, id);
      assertThat(trade.tradeId()).isEqualTo(id++);
      assertThat(trade.price().toPlainString()).isEqualTo(made.price().toPlainString());
      assertThat(trade.size().toPlainString()).isEqualTo(made.size().toPlainString());
      assertThat(trade.side()).isEqualTo(made.makerSide().wireName());
      assertThat(trade.time()).isEqualTo(made.time());
      if (trade.origin() == Trade.Origin.FEED) {
        assertThat(trade.makerOrderId()).isEqualTo(made.makerOrderId());
        assertThat(trade.takerOrderId()).isEqualTo(made.takerOrderId());
        assertThat(trade.sequence()).isEqualTo(made.sequence());
      }
    }
  }
}
