package dev.durableingest.coinbase.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The frames, field by field: names, order, JSON types and the look of the digits. What is expected
 * is written here, and the real frames of a capture are held against the same table.
 */
class WireFormatTest {
  private static final String WHOLE = "whole number";
  private static final String DECIMAL = "0|[1-9]\\d*|(0|[1-9]\\d*)\\.\\d*[1-9]";
  private static final String PADDED = "(0|[1-9]\\d*)(\\.\\d+)?";
  private static final String EIGHT_DIGITS = "(0|[1-9]\\d*)\\.\\d{8}";
  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
  private static final String TIME = "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{6}Z";
  private static final String PRODUCT = "[A-Z0-9]+-[A-Z0-9]+";
  private static final String SIDE = "buy|sell";

  /** Came to the feed after the capture was made. */
  private static final Set<String> NEWER = Set.of("best_bid_size", "best_ask_size", "account_ids");

  private record Field(String name, String look) {}

  private static final Map<String, List<Field>> FRAMES = new HashMap<>();

  static {
    List<Field> match =
        List.of(
            new Field("trade_id", WHOLE),
            new Field("maker_order_id", UUID),
            new Field("taker_order_id", UUID),
            new Field("side", SIDE),
            new Field("size", DECIMAL),
            new Field("price", DECIMAL),
            new Field("product_id", PRODUCT),
            new Field("sequence", WHOLE),
            new Field("time", TIME));
    FRAMES.put("match", match);
    FRAMES.put("last_match", match);
    FRAMES.put(
        "heartbeat",
        List.of(
            new Field("last_trade_id", WHOLE),
            new Field("product_id", PRODUCT),
            new Field("sequence", WHOLE),
            new Field("time", TIME)));
    FRAMES.put(
        "ticker",
        List.of(
            new Field("sequence", WHOLE),
            new Field("product_id", PRODUCT),
            new Field("price", DECIMAL),
            new Field("open_24h", PADDED),
            new Field("volume_24h", EIGHT_DIGITS),
            new Field("low_24h", PADDED),
            new Field("high_24h", PADDED),
            new Field("volume_30d", EIGHT_DIGITS),
            new Field("best_bid", PADDED),
            new Field("best_bid_size", EIGHT_DIGITS),
            new Field("best_ask", PADDED),
            new Field("best_ask_size", EIGHT_DIGITS),
            new Field("side", SIDE),
            new Field("time", TIME),
            new Field("trade_id", WHOLE),
            new Field("last_size", DECIMAL)));
  }

  @Test
  void everyFrameOfTheSimulatorLooksAsTheTableSays() throws Exception {
    Set<String> seen = new TreeSet<>();
    try (ExchangeSimulator exchange =
            ExchangeSimulator.builder()
                .products("BTC-USD", "SKL-BTC", "BAND-GBP")
                .tradesPerSecond(1_000)
                .start();
        FeedClient client = FeedClient.connect(exchange)) {
      client.subscribe(List.of("matches", "ticker", "heartbeat"), exchange.products());
      for (int i = 0; i < 8_000 || !seen.contains("heartbeat"); i++) {
        JsonNode frame = client.frame();
        String type = frame.path("type").asString();
        seen.add(type);
        if (type.equals("subscriptions")) {
          assertAcknowledgement(frame, true);
        } else {
          assertLooks(frame, true);
        }
      }
    }
    assertThat(seen).containsExactly("heartbeat", "last_match", "match", "subscriptions", "ticker");
  }

  @Test
  void theRealFramesOfACaptureLookAsTheTableSays() {
    Set<String> seen = new HashSet<>();
    for (Capture.Frame frame :
        Capture.read(Captures.require("coinbase/exchange-2021-04-17.jsonl")).frames()) {
      JsonNode json = FeedClient.JSON.readTree(frame.text());
      String type = json.path("type").asString();
      if (FRAMES.containsKey(type)) {
        assertLooks(json, false);
        seen.add(type);
      } else if (type.equals("subscriptions")) {
        assertAcknowledgement(json, false);
        seen.add(type);
      }
    }
    assertThat(seen).containsExactlyInAnyOrder("match", "last_match", "ticker", "subscriptions");
  }

  @Test
  void aTradeOfTheCaptureIsWrittenAsTheExchangeWroteIt() {
    int compared = 0;
    for (Capture.Frame frame :
        Capture.read(Captures.require("coinbase/exchange-2021-04-17.jsonl")).frames()) {
      Trade trade = frame.trade();
      if (trade != null) {
        assertThat(Frames.match(frame.type(), trade)).isEqualTo(frame.text());
        compared++;
      }
    }
    assertThat(compared).isEqualTo(46);
  }

  private static void assertLooks(JsonNode frame, boolean newer) {
    List<Field> expected =
        Stream.concat(
                Stream.of(new Field("type", "\\w+")),
                FRAMES.get(frame.path("type").asString()).stream())
            .filter(field -> newer || !NEWER.contains(field.name()))
            .toList();
    assertThat(new ArrayList<>(frame.propertyNames()))
        .as("the fields of %s", frame)
        .isEqualTo(expected.stream().map(Field::name).toList());
    for (Field field : expected) {
      JsonNode value = frame.path(field.name());
      if (field.look().equals(WHOLE)) {
        assertThat(value.isIntegralNumber()).as("%s of %s", field, frame).isTrue();
      } else {
        assertThat(value.isString()).as("%s of %s", field, frame).isTrue();
        assertThat(value.stringValue()).as("%s of %s", field, frame).matches(field.look());
      }
    }
  }

  private static void assertAcknowledgement(JsonNode frame, boolean newer) {
    assertThat(frame.propertyNames()).containsExactly("type", "channels");
    assertThat(frame.path("channels").size()).isPositive();
    for (JsonNode channel : frame.path("channels")) {
      List<String> names =
          Stream.of("name", "product_ids", "account_ids")
              .filter(name -> newer || !NEWER.contains(name))
              .toList();
      assertThat(new ArrayList<>(channel.propertyNames())).isEqualTo(names);
      assertThat(channel.path("product_ids").valueStream())
          .isNotEmpty()
          .allMatch(id -> id.stringValue().matches(PRODUCT));
      assertThat(!newer || channel.path("account_ids").isNull()).isTrue();
    }
  }
}
