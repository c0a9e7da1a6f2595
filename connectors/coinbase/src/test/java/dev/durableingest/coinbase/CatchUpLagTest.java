package dev.durableingest.coinbase;

import static dev.durableingest.coinbase.ExchangeFixture.BTC;
import static dev.durableingest.coinbase.ExchangeFixture.ETH;
import static dev.durableingest.coinbase.ExchangeFixture.assertComplete;
import static dev.durableingest.coinbase.ExchangeFixture.source;
import static dev.durableingest.coinbase.RecordingPipeline.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import dev.durableingest.coinbase.simulator.Misbehaviour;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How far a catch-up has to go is told while it goes on, also while nothing takes its trades. */
class CatchUpLagTest {
  private static final int MISSED = 3000;

  @Test
  void isTheTradesOfAllProductsThatAreStillToBeFetchedAndNoneInTheEnd() throws Exception {
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder().history(MISSED + 1).maxTrades(MISSED + 1).start()) {
      Map<String, Long> first =
          Map.of(BTC, exchange.firstTradeId(BTC), ETH, exchange.firstTradeId(ETH));
      // No trade comes before it is known what both products miss.
      exchange.misbehave(new Misbehaviour.RestFailsAtRandom(503, 1));
      try (RecordingPipeline pipeline = RecordingPipeline.start(source(exchange), first)) {
        pipeline.block();
        assertThat(eventually(() -> behind(pipeline) > MISSED)).isTrue();
        assertThat(behind(pipeline)).isLessThanOrEqualTo(2 * MISSED);
        exchange.behave();
        pipeline.unblock();

        assertThat(eventually(() -> pipeline.trades.size() == 2 * MISSED)).isTrue();
        assertThat(eventually(() -> behind(pipeline) == 0)).isTrue();
        assertComplete(exchange, BTC, pipeline.trades(BTC));
        assertComplete(exchange, ETH, pipeline.trades(ETH));
      }
    }
  }

  private static long behind(RecordingPipeline pipeline) {
    Long events = pipeline.lag.events();
    return events == null ? -1 : events;
  }
}
