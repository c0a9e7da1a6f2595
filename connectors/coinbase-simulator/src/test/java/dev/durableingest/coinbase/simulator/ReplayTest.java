package dev.durableingest.coinbase.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Captures, one written by the test and a real one. */
class ReplayTest {
  private static final List<String> CHANNELS = List.of("matches", "ticker", "heartbeat");

  @TempDir private Path folder;

  @Test
  void sendsTheReceivedFramesInOrderAndHeartbeatsAfterwards() throws Exception {
    List<String> frames = frames(20);
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().replay(write(frames)).start();
        FeedClient client = FeedClient.connect(exchange)) {
      assertThat(exchange.products()).containsExactly("AAA-USD", "BBB-USD");
      client.subscribe(CHANNELS, exchange.products());
      client.frame("subscriptions");
      List<String> received = new ArrayList<>();
      while (received.size() < frames.size()) {
        received.add(client.text());
      }
      assertThat(received).isEqualTo(frames);
      JsonNode beat = client.frame("heartbeat", any -> product(any).equals("BBB-USD"));
      assertThat(beat.path("last_trade_id").longValue()).isEqualTo(19);
      assertThat(exchange.awaitLastTrade(Duration.ofMinutes(1))).isTrue();
      assertThat(ids(exchange, "AAA-USD", ""))
          .containsExactly(18L, 16L, 14L, 12L, 10L, 8L, 6L, 4L, 2L, 0L);
      assertThat(ids(exchange, "BBB-USD", "?after=6&limit=1000")).containsExactly(5L, 3L, 1L);
    }
  }

  @Test
  void sendsOnlyTheProductsThatAreSubscribed() throws Exception {
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder().replay(write(frames(20))).start();
        FeedClient client = FeedClient.connect(exchange)) {
      client.subscribe(CHANNELS, List.of("BBB-USD"));
      client.frame("subscriptions");
      for (long id = 1; id < 20; id += 2) {
        JsonNode match = client.frame();
        assertThat(product(match)).isEqualTo("BBB-USD");
        assertThat(match.path("trade_id").longValue()).isEqualTo(id);
      }
    }
  }

  @Test
  void aClientThatComesBackGoesOnWhereTheMarketIsAndRestHasTheRest() throws Exception {
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder().replay(write(frames(400))).start()) {
      exchange.misbehave(new Misbehaviour.DropConnectionAfter(101, 1));
      try (FeedClient client = FeedClient.connect(exchange)) {
        client.subscribe(CHANNELS, exchange.products());
        client.frame("match");
        FeedClient.awaitDisconnected(exchange);
      }
      long last = exchange.lastTradeId("AAA-USD");
      assertThat(last).isEqualTo(98);
      assertThat(ids(exchange, "AAA-USD", "?limit=1")).containsExactly(98L);
      try (FeedClient client = FeedClient.connect(exchange)) {
        client.subscribe(CHANNELS, List.of("AAA-USD"));
        assertThat(client.frame("last_match").path("trade_id").longValue()).isEqualTo(98);
        assertThat(client.frame("match").path("trade_id").longValue()).isEqualTo(100);
      }
    }
  }

  @Test
  void everyTradeOfTheRealCaptureIsReplayedAndInRest() throws Exception {
    Path file = Captures.require("coinbase/exchange-2021-04-17.jsonl");
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().replay(file).start();
        FeedClient client = FeedClient.connect(exchange)) {
      assertThat(exchange.products()).hasSize(10);
      client.subscribe(CHANNELS, exchange.products());
      client.frame("subscriptions");
      for (Capture.Frame expected : Capture.read(file).frames()) {
        assertThat(client.text()).isEqualTo(expected.text());
      }
      int rows = 0;
      for (String product : exchange.products()) {
        List<Long> ids = ids(exchange, product, "");
        for (long id : ids) {
          assertThat(exchange.trade(product, id).product()).isEqualTo(product);
        }
        rows += ids.size();
      }
      assertThat(rows).isEqualTo(46);
    }
  }

  @Test
  void aFileThatIsNoCaptureIsRefusedWithItsNameAndLine() throws Exception {
    Path missing = folder.resolve("missing.jsonl");
    assertThatThrownBy(() -> ExchangeSimulator.builder().replay(missing).start())
        .hasMessage("The capture " + missing + " does not exist.");
    Path broken = folder.resolve("broken.jsonl");
    Files.writeString(broken, "{\"dir\":\"connect\"}\n{\"dir\":\"recv\",\"frame\":\"{\"}\n");
    assertThatThrownBy(() -> ExchangeSimulator.builder().replay(broken).start())
        .hasMessage("Line 2 of the capture " + broken + " holds no frame.");
    Path empty = Files.writeString(folder.resolve("empty.jsonl"), "");
    assertThatThrownBy(() -> ExchangeSimulator.builder().replay(empty).start())
        .hasMessage("The capture " + empty + " has no received frame of any product.");
  }

  /** Trade {@code n} is of AAA-USD when n is even and of BBB-USD when it is odd. */
  private static List<String> frames(int count) {
    List<String> frames = new ArrayList<>();
    try (ExchangeSimulator trades =
        ExchangeSimulator.builder().firstTradeId(1).startPaused().start()) {
      for (int id = 0; id < count; id++) {
        Trade trade = trades.trade("BTC-USD", id + 1);
        frames.add(
            Frames.match(FrameType.MATCH, trade)
                .replace("BTC-USD", id % 2 == 0 ? "AAA-USD" : "BBB-USD")
                .replace("\"trade_id\":" + (id + 1) + ",", "\"trade_id\":" + id + ","));
      }
    }
    return frames;
  }

  private Path write(List<String> frames) throws Exception {
    List<String> lines = new ArrayList<>();
    lines.add("{\"dir\":\"send\",\"ts\":\"1\",\"frame\":\"not for the client\"}");
    for (String frame : frames) {
      lines.add(
          FeedClient.JSON.writeValueAsString(
              FeedClient.JSON
                  .createObjectNode()
                  .put("dir", "recv")
                  .put("ts", "1")
                  .put("frame", frame)));
    }
    return Files.write(folder.resolve("capture.jsonl"), lines);
  }

  private static List<Long> ids(ExchangeSimulator exchange, String product, String query)
      throws Exception {
    URI uri = URI.create(exchange.restUrl() + "/products/" + product + "/trades" + query);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    List<Long> ids = new ArrayList<>();
    for (JsonNode row : FeedClient.JSON.readTree(answer.body())) {
      ids.add(row.path("trade_id").longValue());
    }
    return ids;
  }

  private static String product(JsonNode frame) {
    return frame.path("product_id").asString();
  }
}
