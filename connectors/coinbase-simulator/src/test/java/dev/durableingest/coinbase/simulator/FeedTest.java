package dev.durableingest.coinbase.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FeedTest {
  private static final List<String> BTC = List.of("BTC-USD");

  @Test
  void sendsTheLastMatchAndThenEveryMatchWithoutAHole() throws Exception {
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder().products("BTC-USD").tradesPerSecond(500).start();
        FeedClient client = FeedClient.connect(exchange).subscribe(List.of("matches"), BTC)) {
      assertThat(client.frame().path("type").asString()).isEqualTo("subscriptions");
      JsonNode last = client.frame();
      assertThat(last.path("type").asString()).isEqualTo("last_match");
      long expected = last.path("trade_id").longValue();
      for (JsonNode match : client.frames("match", 200)) {
        expected++;
        Trade trade = exchange.trade("BTC-USD", expected);
        assertThat(match.path("trade_id").longValue()).isEqualTo(expected);
        assertThat(match.path("side").asString()).isEqualTo(trade.makerSide().wireName());
        assertThat(new BigDecimal(match.path("price").asString())).isEqualTo(trade.price());
        assertThat(new BigDecimal(match.path("size").asString())).isEqualTo(trade.size());
        assertThat(match.path("maker_order_id").asString())
            .isEqualTo(trade.makerOrderId().toString());
        assertThat(match.path("taker_order_id").asString())
            .isEqualTo(trade.takerOrderId().toString());
        assertThat(match.path("sequence").longValue()).isEqualTo(trade.sequence());
      }
    }
  }
}
