package dev.durableingest.coinbase;

import static dev.durableingest.coinbase.ExchangeFixture.BTC;
import static dev.durableingest.coinbase.ExchangeFixture.SHORT;
import static dev.durableingest.coinbase.ExchangeFixture.source;
import static dev.durableingest.coinbase.RecordingPipeline.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.simulator.ExchangeSimulator;
import dev.durableingest.runtime.Gap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Trades that neither the feed nor the REST interface has. */
class GapTest {
  private static final Pattern WINDOW = Pattern.compile(".*after=([0-9]+)&limit=([0-9]+)");

  @Test
  void whatNobodyHasIsRecordedAsAGapAndTheRestArrives() throws Exception {
    Set<Long> lost = Set.of(1005L, 1006L, 1007L, 1050L);
    try (RestServer rest = restWithout(lost);
        ExchangeSimulator exchange = exchangeWith100Trades();
        RecordingPipeline pipeline =
            RecordingPipeline.start(source(exchange, rest.url(), SHORT), Map.of(BTC, 1000L))) {
      assertThat(eventually(() -> pipeline.newest(BTC) == 1099)).isTrue();
      List<Long> expected =
          LongStream.rangeClosed(1001, 1099).filter(id -> !lost.contains(id)).boxed().toList();
      assertThat(pipeline.trades(BTC)).extracting(Trade::tradeId).isEqualTo(expected);
      assertThat(pipeline.gaps).containsExactlyInAnyOrder(gap(1, 1005, 1007), gap(2, 1050, 1050));
      assertThat(rest.requests()).hasSizeGreaterThan(2 * SHORT.tape().fetchAttempts() - 2);
    }
  }

  @Test
  void aRowThatIsNoTradeIsSetAsideOnceAndItsTradeIsAGap() throws Exception {
    try (RestServer rest =
            RestServer.start(
                exchange ->
                    RestServer.send(
                        exchange,
                        200,
                        page(exchange.getRequestURI().toString(), Set.of())
                            .replace(row(1010), row(1010).replace("0.5", "0.-10000"))
                            .getBytes(UTF_8)));
        ExchangeSimulator exchange = exchangeWith100Trades();
        RecordingPipeline pipeline =
            RecordingPipeline.start(source(exchange, rest.url(), SHORT), Map.of(BTC, 1000L))) {
      assertThat(eventually(() -> pipeline.newest(BTC) == 1099)).isTrue();
      assertThat(pipeline.gaps).containsExactly(gap(1, 1010, 1010));
      assertThat(eventually(() -> !pipeline.rejected.isEmpty())).isTrue();
      assertThat(pipeline.rejected)
          .singleElement()
          .satisfies(
              rejected -> {
                assertThat(rejected.resource()).isEqualTo("matches");
                assertThat(rejected.text()).contains("1010").contains("0.-10000");
              });
    }
  }

  @Test
  void aGapIsFilledAndClosedWhenRestHasItsTradesAfterAll() throws Exception {
    Set<Long> lost = ConcurrentHashMap.newKeySet();
    lost.addAll(List.of(1005L, 1006L, 1007L, 1050L));
    try (RestServer rest = restWithout(lost);
        ExchangeSimulator exchange = exchangeWith100Trades();
        RecordingPipeline pipeline =
            RecordingPipeline.start(source(exchange, rest.url(), SHORT), Map.of(BTC, 1000L))) {
      assertThat(eventually(() -> pipeline.gaps.size() == 2)).isTrue();
      lost.remove(1006L); // the one in the middle: those beside it stay missing
      Set<Gap> left =
          Set.of(
              new Gap(1, "matches", BTC, 1005, 1007, 1007), gap(2, 1050, 1050), gap(3, 1005, 1005));
      eventually(() -> left.equals(Set.copyOf(pipeline.gaps)));
      assertThat(pipeline.gaps).containsExactlyInAnyOrderElementsOf(left);
      lost.clear();
      assertThat(eventually(() -> pipeline.gaps.isEmpty())).isTrue();
      assertThat(pipeline.filled)
          .extracting(Trade::tradeId)
          .containsExactlyInAnyOrder(1005L, 1006L, 1007L, 1050L);
      assertThat(eventually(() -> pipeline.trades(BTC).size() == 95)).isTrue();
      assertThat(pipeline.failures).isEmpty();
    }
  }

  @Test
  void gapsOfAnEarlierRunAreTakenUpAgain() throws Exception {
    List<Gap> left =
        List.of(gap(4, 1010, 1019), new Gap(5, "matches", BTC, 1030, 1039, 1035), gap(6, 1, 2));
    try (RestServer rest = restWithout(Set.of());
        ExchangeSimulator exchange = exchangeWith100Trades();
        RecordingPipeline pipeline =
            RecordingPipeline.start(
                source(exchange, rest.url(), SHORT), Map.of(BTC, 1050L), left)) {
      assertThat(eventually(() -> pipeline.gaps.size() == 1)).isTrue();
      assertThat(pipeline.gaps).as("REST begins at 1000").containsExactly(gap(6, 1, 2));
      assertThat(pipeline.filled)
          .extracting(Trade::tradeId)
          .containsExactlyElementsOf(
              LongStream.concat(
                      LongStream.rangeClosed(1010, 1019), LongStream.rangeClosed(1035, 1039))
                  .boxed()
                  .toList());
      assertThat(eventually(() -> pipeline.trades(BTC).size() == 49)).isTrue();
    }
  }

  @Test
  void aGapThatCannotBeClosedIsToldWithTheReason() throws Exception {
    try (LogLines log = LogLines.listen();
        RestServer rest = restWithout(Set.of(1020L));
        ExchangeSimulator exchange = exchangeWith100Trades();
        RecordingPipeline pipeline =
            RecordingPipeline.start(
                source(exchange, rest.url(), SHORT),
                Map.of(BTC, 1050L),
                List.of(gap(1, 1020, 1020), gap(2, 500, 900)))) {
      assertThat(eventually(() -> log.warnings().size() == 2)).isTrue();
      assertThat(log.warnings())
          .containsExactly(
              "BTC-USD: the trade 1020 cannot be closed: REST lists older trades, but not these."
                  + " They stay a gap; REST is asked again in 0 s",
              "BTC-USD: the trades 500 to 900 cannot be closed: they are out of the reach of REST,"
                  + " which lists nothing that old. They stay a gap; REST is asked again in 0 s");
      assertThat(pipeline.gaps).hasSize(2);
    }
  }

  private static Gap gap(long id, long from, long to) {
    return new Gap(id, "matches", BTC, from, to, from);
  }

  private static ExchangeSimulator exchangeWith100Trades() {
    return ExchangeSimulator.builder()
        .products(BTC)
        .firstTradeId(1000)
        .history(100)
        .maxTrades(100)
        .start();
  }

  private static RestServer restWithout(Set<Long> lost) throws Exception {
    return RestServer.start(
        exchange ->
            RestServer.send(
                exchange, 200, page(exchange.getRequestURI().toString(), lost).getBytes(UTF_8)));
  }

  private static String page(String url, Set<Long> lost) {
    Matcher window = WINDOW.matcher(url);
    assertThat(window.matches()).as(url).isTrue();
    long after = Long.parseLong(window.group(1));
    int limit = Integer.parseInt(window.group(2));
    List<String> rows = new ArrayList<>();
    for (long id = after - 1; id >= 1000 && rows.size() < limit; id--) {
      if (!lost.contains(id)) {
        rows.add(row(id));
      }
    }
    return "[" + String.join(",", rows) + "]";
  }

  private static String row(long id) {
    return "{\"time\":\"2021-04-17T16:43:37.089723Z\",\"trade_id\":"
        + id
        + ",\"price\":\"0.5\",\"size\":\"1\",\"side\":\"buy\"}";
  }
}
