package dev.durableingest.coinbase.rest;

import static dev.durableingest.coinbase.RestServer.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.coinbase.RestServer;
import dev.durableingest.coinbase.tape.Window;
import dev.durableingest.runtime.polling.PollTime;
import dev.durableingest.runtime.polling.RateLimit;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TradesClientTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  @Test
  void asksForExactlyTheWindowAndSaysWhoAsks() throws Exception {
    AtomicReference<String> agent = new AtomicReference<>();
    try (RestServer rest =
        RestServer.start(
            exchange -> {
              agent.set(exchange.getRequestHeaders().getFirst("User-Agent"));
              send(exchange, 200, "[]".getBytes(UTF_8));
            })) {
      assertThat(fetch(rest)).isInstanceOf(Answer.Page.class);
      assertThat(rest.requests()).containsExactly("/products/A-B/trades?after=8&limit=3");
      assertThat(agent.get()).isEqualTo("durable-ingest-coinbase");
    }
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsGivenUpInTime() throws Exception {
    CountDownLatch givenUp = new CountDownLatch(1);
    try (RestServer rest =
        RestServer.start(
            exchange -> {
              exchange.sendResponseHeaders(200, 1000);
              exchange.getResponseBody().write('[');
              exchange.getResponseBody().flush();
              try {
                givenUp.await(); // it never ends by itself
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            })) {
      assertThat(problem(fetch(rest, Duration.ofMillis(800)))).endsWith("no answer within 800 ms");
      givenUp.countDown();
    }
  }

  @Test
  void anAnswerWithoutEndIsNotKept() throws Exception {
    try (RestServer rest =
        RestServer.start(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              byte[] spaces = " ".repeat(1 << 16).getBytes(UTF_8);
              for (int i = 0; i < 1200; i++) {
                exchange.getResponseBody().write(spaces);
              }
            })) {
      assertThat(problem(fetch(rest))).matches(".*(more than 67108864 bytes|no answer within).*");
    }
  }

  @Test
  void waitsAsTheExchangeSays() throws Exception {
    assertThat(retryAfter(429, "3")).isEqualTo(Duration.ofSeconds(3));
    assertThat(retryAfter(503, "2")).isEqualTo(Duration.ofSeconds(2));
    assertThat(retryAfter(503, null)).isEqualTo(Duration.ZERO);
    assertThat(retryAfter(429, null)).isEqualTo(Duration.ZERO);
    assertThat(retryAfter(429, "soon")).isEqualTo(Duration.ZERO);
    assertThat(retryAfter(429, "999999999")).isEqualTo(Duration.ofMinutes(2));
    ZonedDateTime soon = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(100);
    assertThat(retryAfter(429, DateTimeFormatter.RFC_1123_DATE_TIME.format(soon)))
        .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(100));
  }

  @Test
  void aRefusalSaysWhatToCheckAndWaitsBeforeTheNextRequest() throws Exception {
    try (RestServer rest =
        RestServer.start(exchange -> send(exchange, 404, "{}".getBytes(UTF_8)))) {
      assertThat(fetch(rest))
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              refused -> {
                assertThat(refused.problem())
                    .contains("status 404")
                    .contains("--rest-url")
                    .contains("/products/A-B/trades");
                assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(5));
              });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 429, 503, 520})
  void anHtmlPageInPlaceOfAnAnswerIsToldAndAskedForAgain(int status) throws Exception {
    byte[] page = "\n<!DOCTYPE html><html><title>Just a moment...</title></html>".getBytes(UTF_8);
    try (RestServer rest = RestServer.start(exchange -> send(exchange, status, page))) {
      assertThat(problem(fetch(rest)))
          .contains(status == 200 ? "The answer is" : "status " + status)
          .contains("a web page")
          .doesNotContain("Just a moment");
    }
  }

  private static Duration retryAfter(int status, String header) throws Exception {
    try (RestServer rest =
        RestServer.start(
            exchange -> {
              if (header != null) {
                exchange.getResponseHeaders().set("Retry-After", header);
              }
              send(exchange, status, new byte[0]);
            })) {
      return ((Answer.Failed) fetch(rest)).retryAfter();
    }
  }

  private static String problem(Answer answer) {
    return ((Answer.Failed) answer).problem();
  }

  private static Answer fetch(RestServer rest) throws InterruptedException {
    return fetch(rest, LONG);
  }

  private static Answer fetch(RestServer rest, Duration timeout) throws InterruptedException {
    TradesClient client =
        new TradesClient(
            HttpClient.newHttpClient(),
            rest.url(),
            timeout,
            new RateLimit(PollTime.system(), 1, Duration.ofNanos(1)));
    return client.fetch("A-B", new Window(5, 7));
  }
}
