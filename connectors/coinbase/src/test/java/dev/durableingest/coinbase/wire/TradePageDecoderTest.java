package dev.durableingest.coinbase.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.coinbase.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradePageDecoderTest {
  private static final String ROW =
      "{\"time\":\"2021-04-17T16:43:37.089723Z\",\"trade_id\":74,\"price\":\"10.00000000\","
          + "\"size\":\"0.01000000\",\"side\":\"buy\"}";

  @Test
  void rowsHaveNoOrderIdsAndComeFromRest() throws Exception {
    assertThat(decode("[" + ROW + "]").trades())
        .containsExactly(
            new Trade(
                "A-B",
                74,
                "buy",
                new BigDecimal("10.00000000"),
                new BigDecimal("0.01000000"),
                null,
                null,
                null,
                Instant.parse("2021-04-17T16:43:37.089723Z"),
                Trade.Origin.REST));
  }

  @Test
  void aRowThatIsNoTradeIsKeptAsItCameAndSpoilsNoOther() throws Exception {
    String bad = ROW.replace("10.00000000", "0.-10000é");
    TradePage page = decode("[ " + ROW + " , " + bad + "," + ROW.replace("74", "73") + "]");
    assertThat(page.trades()).extracting(Trade::tradeId).containsExactly(74L, 73L);
    assertThat(page.malformed()).singleElement().extracting("text").isEqualTo(bad);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[1]", "[", "[{]", "{\"message\":\"NotFound\"}", "<html>"})
  void anAnswerThatIsNoArrayOfObjectsIsMalformed(String body) {
    assertThatThrownBy(() -> decode(body)).isInstanceOf(MalformedFrameException.class);
  }

  private static TradePage decode(String body) throws MalformedFrameException {
    return TradePageDecoder.decode("A-B", body);
  }
}
