package dev.durableingest.coinbase.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Each misbehaviour, on trades 2 to 1,000 of a market that ends there. */
class MisbehaviourTest {
  private static final List<String> BTC = List.of("BTC-USD");
  private static final long LAST = 1_000;

  private ExchangeSimulator exchange;
  private FeedClient client;

  @BeforeEach
  void connect() throws Exception {
    exchange =
        ExchangeSimulator.builder()
            .products("BTC-USD")
            .seed(11)
            .firstTradeId(1)
            .maxTrades(LAST)
            .tradesPerSecond(5_000)
            .startPaused()
            .start();
    client = FeedClient.connect(exchange).subscribe(List.of("matches", "heartbeat"), BTC);
    client.frame("last_match");
  }

  @AfterEach
  void close() {
    client.close();
    exchange.close();
  }

  @Test
  void tradesThatAreHiddenFromRestAreNotListedAndOlderOnesFillTheAnswer() throws Exception {
    exchange.resumeMarket();
    assertThat(exchange.awaitLastTrade(Duration.ofMinutes(2))).isTrue();
    exchange.misbehave(new Misbehaviour.HideFromRest("BTC-USD", 6, 8));
    assertThat(listed("after=11&limit=5")).containsExactly(10L, 9L, 5L, 4L, 3L);
    exchange.misbehave(new Misbehaviour.HideFromRest("BTC-USD", 1, 5));
    assertThat(listed("after=9&limit=5")).isEmpty();
    exchange.behave();
    assertThat(listed("after=9&limit=2")).containsExactly(8L, 7L);
  }

  @Test
  void aRefusedProductIsNoValidOneUntilItIsAllowed() throws Exception {
    exchange.misbehave(new Misbehaviour.RefuseProduct("BTC-USD"));
    try (FeedClient other = FeedClient.connect(exchange).subscribe(List.of("matches"), BTC)) {
      assertThat(other.frame().path("reason").asString())
          .isEqualTo("BTC-USD is not a valid product");
      exchange.behave();
      other.subscribe(List.of("matches"), BTC).frame("last_match");
    }
  }

  @Test
  void aProductThatIsOffIsSilentAndItsStatusSaysSo() throws Exception {
    try (FeedClient other = FeedClient.connect(exchange).subscribe(List.of("status"), List.of())) {
      JsonNode acknowledgement = other.frame("subscriptions").path("channels").get(0);
      assertThat(acknowledgement.path("name").asString()).isEqualTo("status");
      assertThat(acknowledgement.path("product_ids").isEmpty()).isTrue();
      JsonNode online = other.frame("status").path("products").get(0);
      assertThat(online.path("id").asString()).isEqualTo("BTC-USD");
      assertThat(online.path("status").asString()).isEqualTo("online");
      exchange.misbehave(new Misbehaviour.TakeOffline("BTC-USD"));
      exchange.resumeMarket();
      JsonNode offline =
          other
              .frame(
                  "status",
                  f -> !f.path("products").get(0).path("status").asString().equals("online"))
              .path("products")
              .get(0);
      assertThat(offline.path("status").asString()).isEqualTo("offline");
      assertThat(offline.path("status_message").asString()).isEqualTo("under maintenance");
    }
    client.textsUntilNow(exchange); // perhaps a heartbeat from before it was off
    assertThat(client.textWithin(Duration.ofMillis(1500)))
        .as("neither a match nor a heartbeat")
        .isNull();
  }

  @Test
  void anExchangeThatBehavesSendsEveryMatchOnceInOrder() throws Exception {
    assertThat(matchesToTheEnd()).isEqualTo(allIds());
    assertThat(exchange.state().faults()).isEmpty();
    assertThat(exchange.state().framesSent()).containsEntry("match", LAST - 1);
  }

  @Test
  void losesAShareOfTheMatchesButHeartbeatsStillTellOfThem() throws Exception {
    exchange.misbehave(new Misbehaviour.DropMatches(0.2));
    List<Long> received = matchesToTheEnd();
    assertThat(received).hasSizeBetween(700, 880).isSorted().doesNotHaveDuplicates();
    assertThat(exchange.state().faults())
        .isEqualTo(Map.of("matches_dropped", LAST - 1 - received.size()));
    try (ExchangeSimulator again =
        ExchangeSimulator.builder()
            .products("BTC-USD")
            .seed(11)
            .firstTradeId(1)
            .maxTrades(LAST)
            .tradesPerSecond(5_000)
            .startPaused()
            .start()) {
      again.misbehave(new Misbehaviour.DropMatches(0.2));
      try (FeedClient same =
          FeedClient.connect(again).subscribe(List.of("matches", "heartbeat"), BTC)) {
        same.frame("last_match");
        assertThat(matchesToTheEnd(again, same)).as("the same seed").isEqualTo(received);
      }
    }
  }

  @Test
  void losesExactlyTheTradesThatWereNamed() throws Exception {
    exchange.misbehave(new Misbehaviour.DropTrades("BTC-USD", Set.of(5L, 6L)));
    exchange.misbehave(new Misbehaviour.DropTrades("BTC-USD", Set.of(LAST)));
    List<Long> expected = new ArrayList<>(allIds());
    expected.removeAll(List.of(5L, 6L, LAST));
    assertThat(matchesToTheEnd()).isEqualTo(expected);
  }

  @Test
  void sendsAShareOfTheMatchesTwice() throws Exception {
    exchange.misbehave(new Misbehaviour.DuplicateMatches(0.2));
    List<Long> received = matchesToTheEnd();
    assertThat(received).isSorted();
    assertThat(new ArrayList<>(new HashSet<>(received)))
        .containsExactlyInAnyOrderElementsOf(allIds());
    assertThat((long) received.size())
        .isBetween(1_120L, 1_300L)
        .isEqualTo(LAST - 1 + exchange.state().faults().get("matches_duplicated"));
  }

  @Test
  void reordersWithinTheWindowAndLosesNothing() throws Exception {
    exchange.misbehave(new Misbehaviour.ReorderMatches(8));
    List<Long> received = matchesToTheEnd();
    assertThat(received).containsExactlyInAnyOrderElementsOf(allIds());
    assertThat(received).isNotEqualTo(allIds());
    for (int i = 0; i < received.size(); i++) {
      assertThat(Math.abs(received.get(i) - allIds().get(i))).isLessThan(8);
    }
    assertThat(exchange.state().faults().get("matches_reordered")).isGreaterThan(500);
  }

  @Test
  void putsBadFramesBetweenTheGoodOnes() throws Exception {
    exchange.misbehave(new Misbehaviour.BadFrames(0.1));
    exchange.resumeMarket();
    List<Long> good = new ArrayList<>();
    Set<String> bad = new HashSet<>();
    while (good.size() < LAST - 1) {
      String text = client.text();
      JsonNode frame = null;
      try {
        frame = FeedClient.JSON.readTree(text);
      } catch (JacksonException e) {
        bad.add("no JSON");
      }
      if (frame != null && frame.path("type").asString("").equals("match")) {
        good.add(frame.path("trade_id").longValue());
      } else if (frame != null && !frame.path("type").asString("").equals("heartbeat")) {
        bad.add(frame.path("type").isString() ? frame.path("type").asString() : "no type");
      }
    }
    assertThat(good).isEqualTo(allIds());
    assertThat(bad).contains("no JSON", "no type", "novelty");
    assertThat(exchange.state().faults().get("bad_frames_sent")).isBetween(60L, 150L);
  }

  @Test
  void cutsEveryConnectionNowWithoutACloseFrame() throws Exception {
    exchange.misbehave(new Misbehaviour.DropConnections());
    FeedClient.awaitDisconnected(exchange); // the JDK's client is not always told
    assertThat(client.hasEnded() ? client.end() : "not told")
        .isIn("error", "close 1006 ", "not told");
    assertThat(exchange.state().faults()).isEqualTo(Map.of("connections_dropped", 1L));
    try (FeedClient next = FeedClient.connect(exchange).subscribe(List.of("matches"), BTC)) {
      assertThat(next.frame("last_match").path("trade_id").longValue()).isEqualTo(1);
    }
  }

  @Test
  void cutsAConnectionAfterSoManyFramesAndTheNextOneNot() throws Exception {
    exchange.misbehave(new Misbehaviour.DropConnectionAfter(50, 1));
    exchange.resumeMarket();
    FeedClient.awaitDisconnected(exchange);
    assertThat(exchange.state().faults()).isEqualTo(Map.of("connections_dropped", 1L));
    long received = 0;
    while (client.textWithin(Duration.ofMillis(100)) != null) {
      received++;
    }
    assertThat(received).isLessThanOrEqualTo(50);
    assertThat(exchange.state().framesSent().get("match")).isLessThanOrEqualTo(50);
    assertThat(exchange.awaitLastTrade(Duration.ofMinutes(2))).isTrue();
    try (FeedClient next = FeedClient.connect(exchange).subscribe(List.of("heartbeat"), BTC)) {
      assertThat(next.frame("heartbeat").path("last_trade_id").longValue()).isEqualTo(LAST);
      assertThat(next.hasEnded()).isFalse();
    }
  }

  @Test
  void sendsNothingWhileSilentAndDoesNotMakeUpForItAfterwards() throws Exception {
    exchange.misbehave(new Misbehaviour.GoSilent(Duration.ofMinutes(5)));
    client.textsUntilNow(exchange); // perhaps a heartbeat from before
    exchange.resumeMarket();
    while (exchange.state().faults().getOrDefault("frames_silenced", 0L) < LAST - 1) {
      Thread.sleep(5);
    }
    assertThat(client.textsUntilNow(exchange)).isEmpty();
    assertThat(client.hasEnded()).isFalse();
    exchange.behave();
    JsonNode next = client.frame();
    assertThat(next.path("type").asString()).isEqualTo("heartbeat");
    assertThat(next.path("last_trade_id").longValue()).isEqualTo(LAST);
  }

  @Test
  void speaksAgainWhenTheSilenceIsOver() throws Exception {
    exchange.misbehave(new Misbehaviour.GoSilent(Duration.ofMillis(300)));
    client.textsUntilNow(exchange);
    assertThat(client.frame().path("type").asString()).isEqualTo("heartbeat");
  }

  @Test
  void restFailsForTheNextRequestsAndThenAnswersAgain() throws Exception {
    exchange.misbehave(new Misbehaviour.RestFailsNext(429, 2));
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> refused = trades();
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(FeedClient.JSON.readTree(refused.body()).path("message").isString()).isTrue();
    }
    assertThat(trades().statusCode()).isEqualTo(200);
    exchange.misbehave(new Misbehaviour.RestFailsNext(500, 1));
    assertThat(trades().statusCode()).isEqualTo(500);
    assertThat(trades().statusCode()).isEqualTo(200);
    assertThat(exchange.state().faults()).isEqualTo(Map.of("rest_failures", 3L));
    assertThat(exchange.state().restRequests()).isEqualTo(5);
  }

  @Test
  void restFailsAtRandom() throws Exception {
    exchange.misbehave(new Misbehaviour.RestFailsAtRandom(503, 0.5));
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      statuses.add(trades().statusCode());
    }
    assertThat(statuses).containsOnly(200, 503).contains(200, 503);
    assertThat(statuses.stream().filter(status -> status == 503).count()).isBetween(15L, 45L);
  }

  @Test
  void sendsAnyTextAndAnyBytesThatItIsGiven() throws Exception {
    String large = "{\"type\":\"novelty\",\"x\":\"" + "0123456789".repeat(600_000) + "\"}";
    List<String> texts =
        List.of("", "no JSON", "{\"type\":\"match\"", "{\"price\":\"0.-10000\"}", large, "end");
    texts.forEach(text -> exchange.misbehave(new Misbehaviour.SendText(text)));
    for (String text : texts) {
      assertThat(client.text()).isEqualTo(text);
    }
    ByteBuffer bytes = ByteBuffer.wrap("binary".getBytes(StandardCharsets.UTF_8));
    exchange.misbehave(new Misbehaviour.SendBinary(bytes));
    assertThat(client.binary()).isEqualTo(bytes);
    assertThat(exchange.state().framesSent()).containsEntry("injected", 7L);
  }

  @Test
  void behavesAgainWhenTold() throws Exception {
    exchange.misbehave(new Misbehaviour.DropMatches(1));
    exchange.misbehave(new Misbehaviour.DropTrades("BTC-USD", Set.of(7L)));
    exchange.misbehave(new Misbehaviour.DuplicateMatches(1));
    exchange.misbehave(new Misbehaviour.BadFrames(1));
    exchange.misbehave(new Misbehaviour.ReorderMatches(5));
    exchange.misbehave(new Misbehaviour.GoSilent(Duration.ofMinutes(5)));
    exchange.misbehave(new Misbehaviour.DropConnectionAfter(3, 5));
    exchange.misbehave(new Misbehaviour.RestFailsNext(500, 5));
    exchange.misbehave(new Misbehaviour.RestFailsAtRandom(500, 1));
    exchange.behave();
    assertThat(matchesToTheEnd()).isEqualTo(allIds());
    assertThat(trades().statusCode()).isEqualTo(200);
  }

  private List<Long> matchesToTheEnd() throws Exception {
    return matchesToTheEnd(exchange, client);
  }

  /** Runs the market to its end and gathers what is sent of it. */
  private static List<Long> matchesToTheEnd(ExchangeSimulator exchange, FeedClient client)
      throws Exception {
    exchange.resumeMarket();
    List<Long> ids = new ArrayList<>();
    boolean ended = false;
    // A heartbeat names the last trade when all but the frames that are held back are sent.
    while (!ended || ids.size() < due(exchange)) {
      ended |= take(client.text(), ids);
    }
    for (String text : client.textsUntilNow(exchange)) {
      take(text, ids);
    }
    return ids;
  }

  /** How many matches the client is to get when the market is over. */
  private static long due(ExchangeSimulator exchange) {
    Map<String, Long> faults = exchange.state().faults();
    return LAST
        - 1
        - faults.getOrDefault("matches_dropped", 0L)
        + faults.getOrDefault("matches_duplicated", 0L);
  }

  /** Whether the frame is a heartbeat that names the last trade. */
  private static boolean take(String text, List<Long> ids) {
    JsonNode frame = FeedClient.JSON.readTree(text);
    if (frame.path("type").asString().equals("match")) {
      ids.add(frame.path("trade_id").longValue());
    }
    return frame.path("last_trade_id").asLong(0) == LAST;
  }

  private static List<Long> allIds() {
    return LongStream.rangeClosed(2, LAST).boxed().toList();
  }

  private HttpResponse<String> trades() throws Exception {
    URI uri = URI.create(exchange.restUrl() + "/products/BTC-USD/trades");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private List<Long> listed(String window) throws Exception {
    URI url = URI.create(exchange.restUrl() + "/products/BTC-USD/trades?" + window);
    String body =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString())
            .body();
    List<Long> ids = new ArrayList<>();
    FeedClient.JSON.readTree(body).forEach(row -> ids.add(row.path("trade_id").longValue()));
    return ids;
  }
}
