package dev.durableingest.coinbase.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The same as the Java API, for people with curl. */
class ControlPortTest {
  private static final List<String> BTC = List.of("BTC-USD");

  @Test
  void misbehavesBehavesAndShowsItsState() throws Exception {
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder().products("BTC-USD").tradesPerSecond(500).start();
        FeedClient client = FeedClient.connect(exchange).subscribe(List.of("matches"), BTC)) {
      String last = client.frame("match").toString();
      HttpResponse<String> answer =
          post(exchange, "misbehave", "{\"kind\":\"drop_matches\",\"probability\":1}");
      assertThat(answer.statusCode()).isEqualTo(200);
      post(exchange, "misbehave", "{\"kind\":\"send_text\",\"text\":\"hello\"}");
      for (String text = client.text(); !text.equals("hello"); text = client.text()) {
        last = text;
      }
      assertThat(last).contains("\"match\"");
      while (!state(exchange).path("faults").has("matches_dropped")) {
        Thread.sleep(5);
      }
      post(exchange, "behave", "");
      long lost = FeedClient.JSON.readTree(last).path("trade_id").longValue() + 1;
      assertThat(client.frame("match").path("trade_id").longValue()).isGreaterThan(lost);
      post(exchange, "pause", "");
      JsonNode state = state(exchange);
      assertThat(state.path("connections").intValue()).isEqualTo(1);
      assertThat(state.path("framesSent").path("match").longValue()).isPositive();
      assertThat(state.path("faults").path("matches_dropped").longValue()).isPositive();
      JsonNode product = state.path("products").get(0);
      assertThat(product.path("product").asString()).isEqualTo("BTC-USD");
      assertThat(product.path("lastTradeId").longValue())
          .isEqualTo(exchange.lastTradeId("BTC-USD"));
      post(exchange, "resume", "");
      long paused = product.path("lastTradeId").longValue();
      while (state(exchange).path("products").get(0).path("lastTradeId").longValue() == paused) {
        Thread.sleep(5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "drop_trades; \"product\":\"BTC-USD\",\"trade_ids\":[1,2]; DropTrades",
        "duplicate_matches; \"probability\":0.5; DuplicateMatches",
        "reorder_matches; \"window\":4; ReorderMatches",
        "bad_frames; \"probability\":0.5; BadFrames",
        "go_silent; \"milliseconds\":500; GoSilent",
        "drop_connections; \"x\":1; DropConnections",
        "drop_connection_after; \"frames\":10; DropConnectionAfter",
        "rest_fails_next; \"status\":500,\"requests\":2; RestFailsNext",
        "hide_from_rest; \"product\":\"BTC-USD\",\"from\":1,\"to\":2; HideFromRest",
        "refuse_product; \"product\":\"BTC-USD\"; RefuseProduct",
        "take_offline; \"product\":\"BTC-USD\"; TakeOffline",
        "rest_fails_at_random; \"status\":429,\"probability\":0.5; RestFailsAtRandom",
      })
  void everyKindOfMisbehaviourCanBeAskedFor(String line) {
    String[] parts = line.split("; ");
    Misbehaviour parsed =
        MisbehaviourRequest.parse("{\"kind\":\"" + parts[0] + "\"," + parts[1] + "}");
    assertThat(parsed.getClass().getSimpleName()).isEqualTo(parts[2]);
  }

  @Test
  void valuesArriveAsTheyWereWritten() {
    assertThat(
            MisbehaviourRequest.parse(
                "{\"kind\":\"drop_trades\",\"product\":\"A-B\",\"trade_ids\":[7,9000000000]}"))
        .isEqualTo(new Misbehaviour.DropTrades("A-B", Set.of(7L, 9_000_000_000L)));
    Misbehaviour.SendBinary binary =
        (Misbehaviour.SendBinary)
            MisbehaviourRequest.parse("{\"kind\":\"send_binary\",\"base64\":\"aGk=\"}");
    assertThat(StandardCharsets.UTF_8.decode(binary.bytes()).toString()).isEqualTo("hi");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no json | not a JSON object",
        "{} | no misbehaviour of kind ''",
        "{\"kind\":\"explode\"} | 'explode'",
        "{\"kind\":\"drop_matches\"} | 'probability'",
        "{\"kind\":\"drop_matches\",\"probability\":\"much\"} | 'probability'",
        "{\"kind\":\"drop_matches\",\"probability\":2} | from 0 to 1",
        "{\"kind\":\"reorder_matches\",\"window\":1.5} | 'window'",
        "{\"kind\":\"drop_trades\",\"product\":\"A-B\",\"trade_ids\":[]} | 'trade_ids'",
        "{\"kind\":\"rest_fails_next\",\"status\":200,\"requests\":1} | 400 to 599",
        "{\"kind\":\"send_binary\",\"base64\":\"*\"} | base64",
      })
  void aWrongRequestIsAnsweredWithWhatIsWrong(String body, String reason) throws Exception {
    try (ExchangeSimulator exchange = ExchangeSimulator.builder().startPaused().start()) {
      HttpResponse<String> answer = post(exchange, "misbehave", body);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(FeedClient.JSON.readTree(answer.body()).path("message").asString())
          .contains(reason);
    }
  }

  private static HttpResponse<String> post(ExchangeSimulator exchange, String action, String body)
      throws Exception {
    URI uri = URI.create(exchange.restUrl() + "/control/" + action);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode state(ExchangeSimulator exchange) throws Exception {
    URI uri = URI.create(exchange.restUrl() + "/control/state");
    return FeedClient.JSON.readTree(
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body());
  }
}
