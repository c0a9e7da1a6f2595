package dev.durableingest.coinbase.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a well-behaved exchange sends to whom, and in which order. */
class FeedTest {
  private static final List<String> BTC = List.of("BTC-USD");
  private static final List<String> BOTH = List.of("BTC-USD", "ETH-USD");

  @Test
  void sendsTheLastMatchAndThenEveryMatchWithoutAHole() throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().tradesPerSecond(500).start();
        FeedClient client = FeedClient.connect(exchange).subscribe(List.of("matches"), BOTH)) {
      assertThat(type(client.frame())).isEqualTo("subscriptions");
      Map<String, Long> seen = new HashMap<>();
      for (int i = 0; i < 2; i++) {
        JsonNode last = client.frame();
        assertThat(type(last)).isEqualTo("last_match");
        seen.put(product(last), id(last));
      }
      assertThat(seen).containsOnlyKeys(BOTH);
      for (JsonNode match : client.frames("match", 400)) {
        long expected = seen.merge(product(match), 1L, Long::sum);
        assertThat(id(match)).isEqualTo(expected);
        assertCarries(match, exchange.trade(product(match), expected));
      }
    }
  }

  @Test
  void theMarketGoesOnWhileNobodyIsConnected() throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().tradesPerSecond(500).start()) {
      long before = lastMatch(exchange);
      while (exchange.lastTradeId("BTC-USD") <= before + 20) {
        Thread.sleep(5);
      }
      assertThat(lastMatch(exchange)).isGreaterThan(before + 20);
    }
  }

  @Test
  void productsOfTheRequestAndOfAChannelAddUp() throws Exception {
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder().products("BTC-USD", "ETH-USD", "SOL-USD").start();
        FeedClient client = FeedClient.connect(exchange)) {
      client.send(
          """
          {"type":"subscribe","product_ids":["BTC-USD"],"channels":["heartbeat",
           {"name":"ticker","product_ids":["ETH-USD"]},{"name":"matches"}]}
          """);
      Map<String, List<String>> channels = channels(client.frame("subscriptions"));
      assertThat(channels).containsOnlyKeys("heartbeat", "ticker", "matches");
      assertThat(channels.get("heartbeat")).containsExactly("BTC-USD");
      assertThat(channels.get("matches")).containsExactly("BTC-USD");
      assertThat(channels.get("ticker")).containsExactlyInAnyOrder("BTC-USD", "ETH-USD");
    }
  }

  @Test
  void everySubscribeIsAnsweredWithTheWholeState() throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().tradesPerSecond(100).start();
        FeedClient client = FeedClient.connect(exchange)) {
      client.subscribe(List.of("matches"), BTC);
      assertThat(channels(client.frame("subscriptions"))).isEqualTo(Map.of("matches", BTC));
      client.subscribe(List.of("heartbeat"), BTC);
      assertThat(channels(client.frame("subscriptions")))
          .isEqualTo(Map.of("matches", BTC, "heartbeat", BTC));
      client.unsubscribe(List.of("matches"), BTC);
      assertThat(channels(client.frame("subscriptions"))).isEqualTo(Map.of("heartbeat", BTC));
      assertThat(type(client.frame())).isEqualTo("heartbeat");
    }
  }

  @Test
  void aTickerFollowsItsMatchWithTheTakersSide() throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().tradesPerSecond(200).start();
        FeedClient client =
            FeedClient.connect(exchange).subscribe(List.of("matches", "ticker"), BTC)) {
      for (int i = 0; i < 50; i++) {
        JsonNode match = client.frame("match");
        JsonNode ticker = client.frame();
        assertThat(type(ticker)).isEqualTo("ticker");
        assertThat(id(ticker)).isEqualTo(id(match));
        assertThat(ticker.path("side").asString()).isNotEqualTo(match.path("side").asString());
        for (String same : List.of("price", "time", "product_id")) {
          assertThat(ticker.path(same).asString()).isEqualTo(match.path(same).asString());
        }
        assertThat(ticker.path("last_size").asString()).isEqualTo(match.path("size").asString());
        assertThat(ticker.path("sequence").longValue())
            .isEqualTo(match.path("sequence").longValue());
        assertThat(ticker.path("best_bid").asDecimal())
            .isLessThan(ticker.path("best_ask").asDecimal());
      }
    }
  }

  @Test
  void heartbeatsNameTheNewestTradeEverySecondAlsoWhenTheMarketIsPaused() throws Exception {
    long started = System.nanoTime();
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().startPaused().start();
        FeedClient client = FeedClient.connect(exchange).subscribe(List.of("heartbeat"), BOTH)) {
      client.frame("subscriptions");
      Map<String, Integer> beats = new HashMap<>();
      for (JsonNode beat : client.frames("heartbeat", 4)) {
        beats.merge(product(beat), 1, Integer::sum);
        assertThat(beat.path("last_trade_id").longValue())
            .isEqualTo(exchange.lastTradeId(product(beat)));
      }
      assertThat(beats).isEqualTo(Map.of("BTC-USD", 2, "ETH-USD", 2));
      assertThat(Duration.ofNanos(System.nanoTime() - started))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }
  }

  @Test
  void theAcknowledgementCanComeAfterTheFirstData() throws Exception {
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder()
                .startPaused()
                .acknowledgementOrder(AcknowledgementOrder.AFTER_DATA)
                .start();
        FeedClient client = FeedClient.connect(exchange).subscribe(List.of("matches"), BTC)) {
      assertThat(type(client.frame())).isEqualTo("last_match");
      assertThat(type(client.frame())).isEqualTo("subscriptions");
    }
  }

  @Test
  void theOrderOfAcknowledgementAndDataCanBeLeftToChance() throws Exception {
    Set<String> first = new HashSet<>();
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder()
            .startPaused()
            .acknowledgementOrder(AcknowledgementOrder.AT_RANDOM)
            .start()) {
      for (int i = 0; i < 30; i++) {
        try (FeedClient client = FeedClient.connect(exchange).subscribe(List.of("matches"), BTC)) {
          first.add(type(client.frame()));
        }
      }
    }
    assertThat(first).containsExactlyInAnyOrder("subscriptions", "last_match");
  }

  @Test
  void comesBackAtTheSameAddressRightAfterItWasClosed() throws Exception {
    ExchangeSimulatorBuilder builder = ExchangeSimulator.builder().tradesPerSecond(500);
    ExchangeSimulator first = builder.start();
    try (FeedClient client = FeedClient.connect(first).subscribe(List.of("matches"), BTC)) {
      client.frames("match", 5);
      first.close();
      FeedClient.awaitDisconnected(first);
      try (ExchangeSimulator second = builder.port(first.feedUrl().getPort()).start();
          FeedClient again = FeedClient.connect(second).subscribe(List.of("matches"), BTC)) {
        assertThat(second.feedUrl()).isEqualTo(first.feedUrl());
        again.frames("match", 5);
      }
    }
  }

  @Test
  void whatIsUnknownIsRefusedWithAnErrorFrameAndTheConnectionKept() throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().startPaused().start();
        FeedClient client = FeedClient.connect(exchange)) {
      client.subscribe(List.of("matches"), List.of("DOGE-\"X"));
      assertRefused(client, "Failed to subscribe", "DOGE-\"X is not a valid product");
      client.subscribe(List.of("trades"), BTC);
      assertRefused(client, "Failed to subscribe", "trades is not a valid channel");
      client.subscribe(List.of("full"), BTC);
      assertRefused(client, "Failed to subscribe", "authentication");
      client.subscribe(List.of(), BTC);
      assertRefused(client, "Failed to subscribe", "No channels");
      client.send("no json");
      assertRefused(client, "Malformed JSON", "JSON");
      client.send("[1]");
      assertRefused(client, "Unknown type", "subscribe");
      client.subscribe(List.of("matches"), BTC);
      assertThat(type(client.frame())).isEqualTo("subscriptions");
    }
  }

  @Test
  void whoDoesNotSubscribeInTimeIsDisconnected() throws Exception {
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder().subscribeTimeout(Duration.ofMillis(200)).start();
        FeedClient busy = subscribedInTime(exchange);
        FeedClient idle = FeedClient.connect(exchange)) {
      assertRefused(idle, "Failed to subscribe", "No subscribe");
      assertThat(idle.end()).startsWith("close 1008");
      busy.frames("match", 10);
      assertThat(busy.hasEnded()).isFalse();
    }
  }

  @Test
  void twoClientsGetTheSameFrames() throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().startPaused().start();
        FeedClient one = FeedClient.connect(exchange).subscribe(List.of("matches"), BTC);
        FeedClient two = FeedClient.connect(exchange).subscribe(List.of("matches"), BTC)) {
      one.frame("last_match");
      two.frame("last_match");
      exchange.resumeMarket();
      assertThat(one.frames("match", 20)).isEqualTo(two.frames("match", 20));
    }
  }

  /** A machine that stands still for a moment makes a client late that was not idle. */
  private static FeedClient subscribedInTime(ExchangeSimulator exchange) throws Exception {
    while (true) {
      FeedClient client = FeedClient.connect(exchange).subscribe(List.of("matches"), BTC);
      if (type(client.frame()).equals("subscriptions")) {
        return client;
      }
      client.close();
    }
  }

  private static long lastMatch(ExchangeSimulator exchange) throws InterruptedException {
    try (FeedClient client = FeedClient.connect(exchange).subscribe(List.of("matches"), BTC)) {
      return id(client.frame("last_match"));
    }
  }

  private static void assertCarries(JsonNode match, Trade trade) {
    assertThat(match.path("side").asString()).isEqualTo(trade.makerSide().wireName());
    assertThat(match.path("price").asString()).isEqualTo(trade.price().toPlainString());
    assertThat(match.path("size").asString()).isEqualTo(trade.size().toPlainString());
    assertThat(match.path("maker_order_id").asString()).isEqualTo(trade.makerOrderId().toString());
    assertThat(match.path("taker_order_id").asString()).isEqualTo(trade.takerOrderId().toString());
    assertThat(match.path("sequence").longValue()).isEqualTo(trade.sequence());
    assertThat(Instant.parse(match.path("time").asString())).isEqualTo(trade.time());
  }

  private static void assertRefused(FeedClient client, String message, String reason)
      throws InterruptedException {
    JsonNode error = client.frame();
    assertThat(type(error)).isEqualTo("error");
    assertThat(error.path("message").asString()).isEqualTo(message);
    assertThat(error.path("reason").asString()).contains(reason);
  }

  private static Map<String, List<String>> channels(JsonNode acknowledgement) {
    Map<String, List<String>> channels = new HashMap<>();
    for (JsonNode channel : acknowledgement.path("channels")) {
      Stream<JsonNode> ids = channel.path("product_ids").valueStream();
      channels.put(channel.path("name").asString(), ids.map(JsonNode::asString).toList());
    }
    return channels;
  }

  private static String type(JsonNode frame) {
    return frame.path("type").asString();
  }

  private static String product(JsonNode frame) {
    return frame.path("product_id").asString();
  }

  private static long id(JsonNode frame) {
    return frame.path("trade_id").longValue();
  }
}
