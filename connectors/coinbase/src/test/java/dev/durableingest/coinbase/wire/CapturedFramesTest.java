package dev.durableingest.coinbase.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.coinbase.Captures;
import dev.durableingest.coinbase.TickerUpdate;
import dev.durableingest.coinbase.Trade;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every frame of real recordings, read and compared with what an ordinary JSON tree says. */
class CapturedFramesTest {
  private static final JsonMapper JSON = new JsonMapper();
  private final FrameDecoder decoder = new FrameDecoder();

  @ParameterizedTest
  @ValueSource(
      strings = {"coinbase/exchange-2021-04-17.jsonl", "coinbase/exchange-full-2016-03-12.jsonl"})
  void everyDigitOfARecordingIsRead(String name) throws Exception {
    for (String text : Captures.receivedFrames(name)) {
      JsonNode wire = JSON.readTree(text);
      Frame frame = decoder.decode(text);
      switch (wire.path("type").asString()) {
        case "match" -> assertSame(((Frame.Match) frame).trade(), wire);
        case "last_match" -> assertSame(((Frame.LastMatch) frame).trade(), wire);
        case "ticker" -> assertSame(((Frame.Ticker) frame).update(), wire);
        default -> assertThat(frame).isEqualTo(new Frame.Other(wire.path("type").asString()));
      }
    }
  }

  @Test
  void theRecordingOf2021HasTheFramesThatItIsKnownToHave() throws Exception {
    Map<String, Integer> counts = new HashMap<>();
    for (String text : Captures.receivedFrames("coinbase/exchange-2021-04-17.jsonl")) {
      counts.merge(decoder.decode(text).getClass().getSimpleName(), 1, Integer::sum);
    }
    assertThat(counts).isEqualTo(Map.of("Match", 36, "LastMatch", 10, "Ticker", 46, "Other", 5874));
  }

  @Test
  void everyFrameOfTheOtherFeedIsToldApartAlsoTheOneOfFiveMillionCharacters() throws Exception {
    List<String> frames = Captures.receivedFrames("coinbase/advanced-2026-08-09.jsonl.gz");
    assertThat(frames.size()).isEqualTo(615);
    assertThat(frames.stream().mapToInt(String::length).max()).hasValue(5_079_379);
    for (String frame : frames) {
      assertThatThrownBy(() -> decoder.decode(frame))
          .isInstanceOf(MalformedFrameException.class)
          .hasMessageContaining("Advanced Trade")
          .hasMessageContaining("--feed-url");
    }
  }

  @Test
  void theProductsOfAStatusFrameAreReadWhateverElseItHolds() throws Exception {
    Path file = Captures.file("coinbase/rest-products-2021-04-17.json");
    String products = Files.readString(file);
    String frame =
        "{\"type\":\"status\",\"currencies\":[{\"id\":\"EUR\",\"status\":\"online\",\"symbol\":\"€\","
            + "\"details\":{\"sort_order\":2},\"max_precision\":1e-08}],\"products\":"
            + products
            + "}";
    List<ProductStatus> expected = new ArrayList<>();
    for (JsonNode product : JSON.readTree(products)) {
      expected.add(
          new ProductStatus(
              text(product, "id"), text(product, "status"), text(product, "status_message")));
    }
    assertThat(expected).hasSizeGreaterThan(100);
    assertThat(decoder.decode(frame)).isEqualTo(new Frame.Status(expected));
  }

  private static void assertSame(Trade trade, JsonNode wire) {
    assertThat(trade.product()).isEqualTo(text(wire, "product_id"));
    assertThat(trade.tradeId()).isEqualTo(wire.path("trade_id").asLong());
    assertThat(trade.side()).isEqualTo(text(wire, "side"));
    assertDigits(trade.price(), wire, "price");
    assertDigits(trade.size(), wire, "size");
    assertThat(trade.makerOrderId()).isEqualTo(UUID.fromString(text(wire, "maker_order_id")));
    assertThat(trade.takerOrderId()).isEqualTo(UUID.fromString(text(wire, "taker_order_id")));
    assertThat(trade.sequence()).isEqualTo(wire.path("sequence").asLong());
    assertThat(trade.time()).isEqualTo(Instant.parse(text(wire, "time")));
    assertThat(trade.origin()).isEqualTo(Trade.Origin.FEED);
  }

  private static void assertSame(TickerUpdate update, JsonNode wire) {
    assertThat(update.product()).isEqualTo(text(wire, "product_id"));
    assertThat(update.sequence()).isEqualTo(wire.path("sequence").asLong());
    assertThat(update.tradeId()).isEqualTo(wire.path("trade_id").asLong());
    assertThat(update.side()).isEqualTo(text(wire, "side"));
    assertThat(update.time()).isEqualTo(Instant.parse(text(wire, "time")));
    assertDigits(update.price(), wire, "price");
    assertDigits(update.lastSize(), wire, "last_size");
    assertDigits(update.bestBid(), wire, "best_bid");
    assertDigits(update.bestAsk(), wire, "best_ask");
    assertDigits(update.open24h(), wire, "open_24h");
    assertDigits(update.high24h(), wire, "high_24h");
    assertDigits(update.low24h(), wire, "low_24h");
    assertDigits(update.volume24h(), wire, "volume_24h");
    assertDigits(update.volume30d(), wire, "volume_30d");
    assertThat(update.bestBidSize()).isNull();
    assertThat(update.bestAskSize()).isNull();
  }

  private static void assertDigits(BigDecimal value, JsonNode wire, String field) {
    assertThat(value.toPlainString()).as(field).isEqualTo(text(wire, field));
    assertThat(value.scale()).isLessThanOrEqualTo(18);
    assertThat(value.precision() - value.scale()).isLessThanOrEqualTo(20);
  }

  private static String text(JsonNode wire, String field) {
    return wire.path(field).asString();
  }
}
