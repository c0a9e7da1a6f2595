package dev.durableingest.coinbase.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** REST windows over a market of five million trades. */
class TradeListTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final long FIRST = 1_000;
  private static final long LAST = 5_000_999;

  private static ExchangeSimulator exchange;

  @BeforeAll
  static void open() {
    exchange =
        ExchangeSimulator.builder().firstTradeId(FIRST).history(5_000_000).startPaused().start();
  }

  @AfterAll
  static void close() {
    exchange.close();
  }

  @Test
  void requestsBeyondTheLimitAreAnsweredWith429() throws Exception {
    try (ExchangeSimulator limited =
        ExchangeSimulator.builder().startPaused().requestLimit(0.001, 3).start()) {
      URI url = URI.create(limited.restUrl() + "/products/BTC-USD/trades");
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        HttpResponse<String> answer =
            HTTP.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        statuses.add(answer.statusCode());
        if (answer.statusCode() == 429) {
          assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        }
      }
      assertThat(statuses).containsExactly(200, 200, 200, 429, 429);
      assertThat(limited.state().faults()).containsEntry("rest_requests_limited", 2L);
    }
  }

  @Test
  void answersTheNewestTradesFirst() throws Exception {
    HttpResponse<String> answer = get("/products/BTC-USD/trades");
    assertThat(ids(answer)).isEqualTo(descending(LAST, LAST - 999));
    assertThat(answer.headers().firstValue("CB-BEFORE")).contains(Long.toString(LAST));
    assertThat(answer.headers().firstValue("CB-AFTER")).contains(Long.toString(LAST - 999));
  }

  @Test
  void aRowIsTheTradeWithoutOrderIdsAndSequence() throws Exception {
    JsonNode row = FeedClient.JSON.readTree(get("/products/ETH-USD/trades?limit=1").body()).get(0);
    Trade trade = exchange.trade("ETH-USD", LAST);
    assertThat(row.propertyNames())
        .containsExactlyInAnyOrder("time", "trade_id", "price", "size", "side");
    assertThat(row.path("trade_id").isIntegralNumber()).isTrue();
    assertThat(row.path("price").stringValue()).isEqualTo(trade.price().toPlainString());
    assertThat(row.path("size").stringValue()).isEqualTo(trade.size().toPlainString());
    assertThat(row.path("side").stringValue()).isEqualTo(trade.makerSide().wireName());
    assertThat(Instant.parse(row.path("time").stringValue())).isEqualTo(trade.time());
  }

  @Test
  void aWindowAfterAnIdHoldsExactlyTheIdsBelowIt() throws Exception {
    assertThat(ids(get("/products/BTC-USD/trades?after=3001&limit=1000")))
        .isEqualTo(descending(3_000, 2_001));
    assertThat(ids(get("/products/BTC-USD/trades?after=1003&limit=1000")))
        .isEqualTo(descending(1_002, FIRST));
    assertThat(ids(get("/products/BTC-USD/trades?after=" + (LAST + 500) + "&limit=3")))
        .isEqualTo(descending(LAST, LAST - 2));
    HttpResponse<String> none = get("/products/BTC-USD/trades?after=1000");
    assertThat(none.statusCode()).isEqualTo(200);
    assertThat(none.body()).isEqualTo("[]");
  }

  @Test
  void walkingForwardInWindowsMeetsEveryTradeOnce() throws Exception {
    List<Long> walked = new ArrayList<>();
    long checkpoint = LAST - 4_500;
    for (long at = checkpoint; at < LAST; at += 1_000) {
      List<Long> window = ids(get("/products/BTC-USD/trades?limit=1000&after=" + (at + 1_001)));
      long from = at;
      window.stream().filter(id -> id > from).sorted().forEach(walked::add);
    }
    assertThat(walked).isEqualTo(LongStream.rangeClosed(checkpoint + 1, LAST).boxed().toList());
  }

  @Test
  void aWindowBeforeAnIdHoldsTheIdsNextAboveIt() throws Exception {
    assertThat(ids(get("/products/BTC-USD/trades?before=2000&limit=5")))
        .isEqualTo(descending(2_005, 2_001));
    assertThat(ids(get("/products/BTC-USD/trades?before=2000&after=2003")))
        .isEqualTo(descending(2_002, 2_001));
    assertThat(ids(get("/products/BTC-USD/trades?before=" + (LAST - 2))))
        .isEqualTo(descending(LAST, LAST - 1));
  }

  @Test
  void neverMoreThanAThousandRows() throws Exception {
    assertThat(ids(get("/products/BTC-USD/trades?limit=5000"))).hasSize(1_000);
  }

  @Test
  void unknownProductsAndNonsenseAreAnsweredInJson() throws Exception {
    HttpResponse<String> unknown = get("/products/XRP-USD/trades");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(message(unknown)).isEqualTo("NotFound");
    for (String nonsense : List.of("after=abc", "limit=-1", "before=", "after=1e3")) {
      HttpResponse<String> answer = get("/products/BTC-USD/trades?" + nonsense);
      assertThat(answer.statusCode()).as(nonsense).isEqualTo(400);
      assertThat(message(answer)).contains(nonsense.substring(0, nonsense.indexOf('=')));
    }
  }

  private static HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(exchange.restUrl() + path)).build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static List<Long> ids(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    List<Long> ids = new ArrayList<>();
    for (JsonNode row : FeedClient.JSON.readTree(answer.body())) {
      ids.add(row.path("trade_id").longValue());
    }
    return ids;
  }

  private static List<Long> descending(long from, long to) {
    return LongStream.rangeClosed(to, from).map(id -> from + to - id).boxed().toList();
  }

  private static String message(HttpResponse<String> answer) {
    return FeedClient.JSON.readTree(answer.body()).path("message").stringValue();
  }
}
