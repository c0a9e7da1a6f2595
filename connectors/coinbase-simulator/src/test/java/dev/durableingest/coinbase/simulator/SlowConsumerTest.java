package dev.durableingest.coinbase.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Clients that do not read. */
class SlowConsumerTest {
  private static final List<String> BTC = List.of("BTC-USD");
  private static final int TRADES = 100_000;

  @Test
  void aBlockedConnectionIsSentNoMoreThanItsQueueAndTheSocketHoldAndLaterEverything()
      throws Exception {
    try (ExchangeSimulator exchange = market().slowConsumers(SlowConsumerPolicy.BLOCK).start();
        FeedClient slow = FeedClient.connectWithoutReading(exchange);
        FeedClient quick = FeedClient.connect(exchange)) {
      slow.subscribe(List.of("matches"), BTC);
      quick.subscribe(List.of("matches"), BTC);
      slow.readOne();
      slow.readOne();
      quick.frame("last_match");
      long before = slow.frame("last_match").path("trade_id").longValue();
      exchange.resumeMarket();
      assertThat(exchange.awaitLastTrade(Duration.ofMinutes(2))).isTrue();
      assertThat(quick.frames("match", TRADES - 1)).hasSize(TRADES - 1);
      while (sentToSlow(exchange) < 100) {
        Thread.sleep(5);
      }
      assertThat(sentToSlow(exchange)).isLessThanOrEqualTo(TRADES / 2);
      for (JsonNode match : readAll(slow, TRADES - 1)) {
        assertThat(match.path("trade_id").longValue()).isEqualTo(++before);
      }
      assertThat(exchange.state().faults()).isEmpty();
    }
  }

  @Test
  void aSlowConsumerIsDisconnectedWhenThatIsThePolicyAndAQuickOneIsNot() throws Exception {
    try (ExchangeSimulator exchange =
            market()
                .slowConsumers(SlowConsumerPolicy.DISCONNECT)
                .slowConsumerPatience(Duration.ofMillis(300))
                .start();
        FeedClient slow = FeedClient.connectWithoutReading(exchange);
        FeedClient quick = FeedClient.connect(exchange)) {
      slow.subscribe(List.of("matches"), BTC);
      quick.subscribe(List.of("heartbeat"), BTC);
      quick.frame("subscriptions");
      slow.readOne();
      slow.text();
      exchange.resumeMarket();
      long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
      while (exchange.state().connections() > 1 && System.nanoTime() < deadline) {
        Thread.sleep(20);
      }
      assertThat(exchange.state().connections()).isEqualTo(1);
      assertThat(exchange.state().faults()).containsEntry("slow_consumers_disconnected", 1L);
      assertThat(exchange.state().framesSent()).containsEntry("error", 1L);
      assertThat(quick.hasEnded()).isFalse();
    }
  }

  /** When the other client has got everything. */
  private static long sentToSlow(ExchangeSimulator exchange) {
    return exchange.state().framesSent().get("match") - (TRADES - 1);
  }

  private static ExchangeSimulatorBuilder market() {
    return ExchangeSimulator.builder()
        .products("BTC-USD")
        .tradesPerSecond(100_000)
        .maxTrades(TRADES)
        .sendQueue(100, 1 << 20)
        .startPaused();
  }

  private static List<JsonNode> readAll(FeedClient client, int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      client.readOne();
    }
    return client.frames("match", count);
  }
}
