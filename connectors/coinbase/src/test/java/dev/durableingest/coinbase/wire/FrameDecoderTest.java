package dev.durableingest.coinbase.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.durableingest.coinbase.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameDecoderTest {
  private static final String MATCH =
      "{\"type\":\"match\",\"trade_id\":280232,"
          + "\"maker_order_id\":\"2a0da34e-61f7-4c36-88e5-c9dd15927b16\","
          + "\"taker_order_id\":\"3c82abaa-c01e-4608-be59-6a1e69742891\",\"side\":\"sell\","
          + "\"size\":\"985\",\"price\":\"0.00001305\",\"product_id\":\"SKL-BTC\","
          + "\"sequence\":177100030,\"time\":\"2021-04-17T16:43:37.089723Z\"}";

  private final FrameDecoder decoder = new FrameDecoder();

  @Test
  void aTypeThatComesLastIsReadLikeOneThatComesFirst() throws Exception {
    String turned = "{" + MATCH.substring(16, MATCH.length() - 1) + ",\"type\":\"match\"}";
    assertThat(decoder.decode(turned)).isEqualTo(decoder.decode(MATCH));
  }

  @Test
  void unknownFieldsAreLeftOutWhateverIsInThem() throws Exception {
    String more = "{\"new\":{\"type\":\"ticker\",\"a\":[1,{}]},\"x\":[[\"price\",\"1\"]],";
    assertThat(decoder.decode(more + MATCH.substring(1))).isEqualTo(decoder.decode(MATCH));
  }

  @Test
  void nothingOfTheFrameBeforeShowsThrough() throws Exception {
    decoder.decode(MATCH);
    assertThatThrownBy(() -> decoder.decode("{\"type\":\"match\",\"trade_id\":1}"))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessage("match has no 'product_id'");
  }

  @Test
  void aHeartbeatTellsTheNewestTrade() throws Exception {
    assertThat(
            decoder.decode(
                "{\"type\":\"heartbeat\",\"last_trade_id\":7,\"product_id\":\"A-B\",\"sequence\":9,"
                    + "\"time\":\"2021-04-17T16:43:37.089723Z\"}"))
        .isEqualTo(new Frame.Heartbeat("A-B", 7));
  }

  @Test
  void complaintsAboutTheSubscriptionAreToldFromOthers() throws Exception {
    Frame.Complaint refused =
        (Frame.Complaint)
            decoder.decode(
                "{\"type\":\"error\",\"message\":\"Failed to subscribe\","
                    + "\"reason\":\"X-Y is not a valid product\"}");
    assertThat(refused.isAboutSubscription()).isTrue();
    assertThat(refused).hasToString("Failed to subscribe: X-Y is not a valid product");
    Frame.Complaint slow =
        (Frame.Complaint) decoder.decode("{\"type\":\"error\",\"message\":\"ErrSlowConsume\"}");
    assertThat(slow.isAboutSubscription()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2021-04-17T16:43:37.089723Z, 2021-04-17T16:43:37.089723Z",
    "2026-08-09T21:05:48.854840045Z, 2026-08-09T21:05:48.854840045Z",
    "0001-01-01T00:00:00.000000Z, 0001-01-01T00:00:00Z",
    "2021-04-17T16:43:37Z, 2021-04-17T16:43:37Z",
    "2021-04-17T18:43:37.1+02:00, 2021-04-17T16:43:37.1Z",
    "2020-02-29T23:59:59.999999999Z, 2020-02-29T23:59:59.999999999Z"
  })
  void timesAreKeptToTheNanosecond(String sent, String expected) throws Exception {
    Frame frame = decoder.decode(MATCH.replace("2021-04-17T16:43:37.089723Z", sent));
    assertThat(((Frame.Match) frame).trade().time()).isEqualTo(Instant.parse(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "2021-02-30T00:00:00Z",
        "2021-04-17T25:00:00Z",
        "2021-04-17T16:43:37.1234567890Z"
      })
  void timesThatAreNoneAreMalformed(String sent) {
    assertThatThrownBy(() -> decoder.decode(MATCH.replace("2021-04-17T16:43:37.089723Z", sent)))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining("'time'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.00000001", "1e-08", "123456789012345678.000000000000000001", "-1"})
  void decimalsKeepEveryDigit(String sent) throws Exception {
    Trade trade = ((Frame.Match) decoder.decode(MATCH.replace("0.00001305", sent))).trade();
    assertThat(trade.price()).isEqualTo(new BigDecimal(sent));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.-10000", "", "1,5", "NaN", "0x1", "1e99999999999"})
  void decimalsThatAreNoneAreMalformed(String sent) {
    assertThatThrownBy(() -> decoder.decode(MATCH.replace("0.00001305", sent)))
        .isInstanceOfSatisfying(
            MalformedFrameException.class, e -> assertThat(e.type()).isEqualTo("match"))
        .hasMessageContaining("'price'");
  }

  @Test
  void aDecimalOfAMillionDigitsIsRefusedAtOnce() {
    String many = "1".repeat(1_000_000);
    assertThatThrownBy(() -> decoder.decode(MATCH.replace("0.00001305", many)))
        .isInstanceOf(MalformedFrameException.class)
        .message()
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "{}",
        "7",
        "this is no JSON",
        "{\"type\":null}",
        "{\"type\":[]}",
        "{\"type\":\"match\"",
        "{\"type\":\"match\"}",
        "{\"type\":\"novelty\"}x",
        "{\"type\":\"heartbeat\",\"product_id\":\"A-B\",\"last_trade_id\":\"many\"}",
        "{\"type\":\"error\"}"
      })
  void whatIsNoFrameIsMalformed(String text) {
    assertThatThrownBy(() -> decoder.decode(text))
        .isInstanceOf(MalformedFrameException.class)
        .message()
        .isNotBlank()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"product_id", "trade_id", "side", "price", "size", "time"})
  void whatATradeNeedsMayBeNeitherAbsentNorNull(String field) {
    String absent = MATCH.replace("\"" + field + "\":", "\"other\":");
    assertThatThrownBy(() -> decoder.decode(absent)).isInstanceOf(MalformedFrameException.class);
    String isNull =
        MATCH.replaceFirst("\"" + field + "\":(\"[^\"]*\"|[0-9]+)", "\"" + field + "\":null");
    assertThat(isNull).isNotEqualTo(MATCH);
    assertThatThrownBy(() -> decoder.decode(isNull)).isInstanceOf(MalformedFrameException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"status\"}",
        "{\"type\":\"status\",\"products\":null}",
        "{\"type\":\"status\",\"products\":{\"id\":\"A-B\"}}",
        "{\"type\":\"status\",\"products\":[1,[{}],{},{\"id\":null,\"status\":[]}]}"
      })
  void aStatusFrameOfAnotherShapeNamesNoProduct(String text) throws Exception {
    assertThat(decoder.decode(text)).isEqualTo(new Frame.Status(List.of()));
  }

  @Test
  void orderIdsAndSequenceMayBeAbsent() throws Exception {
    Trade trade =
        ((Frame.Match)
                decoder.decode(
                    MATCH
                        .replace("maker_order_id", "a")
                        .replace("taker_order_id", "b")
                        .replace("sequence", "c")))
            .trade();
    assertThat(trade.makerOrderId()).isNull();
    assertThat(trade.takerOrderId()).isNull();
    assertThat(trade.sequence()).isNull();
  }

  @Test
  void brokenFramesThrowNothingButWhatSaysThatTheyAreBroken() {
    long seed = new Random().nextLong();
    System.out.println("FrameDecoderTest seed " + seed);
    Random random = new Random(seed);
    String pieces = "\"{}[]:,\\u0e-+.0123456789tfn \u0000\uD800é";
    for (int round = 0; round < 100_000; round++) {
      StringBuilder broken = new StringBuilder(MATCH);
      for (int edits = 1 + random.nextInt(4); edits > 0 && broken.length() > 0; edits--) {
        int at = random.nextInt(broken.length());
        char piece = pieces.charAt(random.nextInt(pieces.length()));
        switch (random.nextInt(4)) {
          case 0 -> broken.setCharAt(at, piece);
          case 1 -> broken.insert(at, piece);
          case 2 -> broken.delete(at, Math.min(broken.length(), at + 1 + random.nextInt(40)));
          default -> broken.setLength(at);
        }
      }
      try {
        decoder.decode(broken.toString());
      } catch (MalformedFrameException e) {
        // as it should be
      } catch (Throwable e) {
        fail("seed " + seed + ", frame " + broken, e);
      }
    }
  }
}
