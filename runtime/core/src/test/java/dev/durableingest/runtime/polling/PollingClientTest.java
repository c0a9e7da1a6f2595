package dev.durableingest.runtime.polling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.durableingest.runtime.polling.Tokens.Token;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real requests to a real server on loopback, which answers what it is told to. */
@Timeout(300)
class PollingClientTest {
  private final StoodTime time = new StoodTime();
  private final Queue<Reply> replies = new ArrayDeque<>();
  private final List<String> tokensSeen = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;

  private record Reply(int status, String retryAfter, String body) {}

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    tokensSeen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    Reply reply = replies.remove();
    if (reply.retryAfter() != null) {
      exchange.getResponseHeaders().set("Retry-After", reply.retryAfter());
    }
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void heedsRetryAfterInSecondsAndAsADate() throws Exception {
    replies.add(new Reply(429, "7", "slow down"));
    replies.add(new Reply(503, "Thu, 26 Nov 2026 12:00:20 GMT", ""));
    replies.add(new Reply(200, null, "täglich"));

    assertThat(send(Tokens.fixed("key")).body()).isEqualTo("täglich");
    assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(20).toNanos());
  }

  @Test
  void triesServerErrorsAgainAndGivesUpInTheEndWithOneLine() {
    for (int i = 0; i < 3; i++) {
      replies.add(new Reply(500, null, "{\"code\":\"57014\",\n \"message\":\"timeout\"}"));
    }

    assertThatThrownBy(() -> send(Tokens.fixed("key")))
        .isInstanceOf(TryAgainException.class)
        .hasMessageContaining("status 500: {\"code\":\"57014\", \"message\":\"timeout\"}")
        .hasMessageNotContaining("secret")
        .hasMessageNotContaining("key");
    assertThat(replies).isEmpty();
  }

  @Test
  void fetchesOneNewTokenWhenOneIsRefusedAndNoMore() throws Exception {
    AtomicInteger fetched = new AtomicInteger();
    Tokens tokens =
        new Tokens(time, Duration.ZERO, () -> new Token("t" + fetched.incrementAndGet(), null));
    replies.add(new Reply(401, null, "expired"));
    replies.add(new Reply(200, null, "ok"));
    replies.add(new Reply(401, null, "expired"));
    replies.add(new Reply(401, null, "no such user"));

    assertThat(send(tokens).body()).isEqualTo("ok");
    assertThatThrownBy(() -> send(tokens))
        .isInstanceOfSatisfying(
            RequestRefusedException.class, e -> assertThat(e.body()).isEqualTo("no such user"));
    assertThat(tokensSeen).containsExactly("t1", "t2", "t2", "t3");
  }

  @Test
  void refusesWhatAskingAgainDoesNotMend() {
    replies.add(new Reply(404, null, "no table"));

    assertThatThrownBy(() -> send(Tokens.fixed("key")))
        .isInstanceOf(RequestRefusedException.class)
        .hasMessageEndingWith("/rows: status 404: no table");
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void aWebPageIsSaidToBeOneAndNotQuoted() {
    replies.add(new Reply(403, null, "\n<!DOCTYPE html><html>Just a moment</html>"));

    assertThatThrownBy(() -> send(Tokens.fixed("key")))
        .hasMessageEndingWith(
            "/rows: status 403: a web page; something in between answers in its place");
  }

  @Test
  void countsTheBodyIntoTheTimeoutAndIsCancelledInTheMiddleOfAnAnswer() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    server.createContext(
        "/stuck",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          asked.countDown();
        });
    HttpRequest request = HttpRequest.newBuilder(uri("/stuck")).build();
    assertThatThrownBy(
            () -> client(Duration.ofMillis(200)).send(Tokens.fixed("key"), token -> request))
        .isInstanceOf(TryAgainException.class)
        .hasMessageContaining("no answer within 200 ms");

    List<Throwable> ends = Collections.synchronizedList(new ArrayList<>());
    Thread waiting =
        new Thread(
            () -> {
              try {
                client(Duration.ofHours(1)).send(Tokens.fixed("key"), token -> request);
              } catch (Exception e) {
                ends.add(e);
              }
            });
    waiting.start();
    asked.await();
    waiting.interrupt();
    waiting.join();
    assertThat(ends).hasExactlyElementsOfTypes(InterruptedException.class);
  }

  private PollingClient.Answer send(Tokens tokens) throws Exception {
    return client(Duration.ofHours(1))
        .send(
            tokens,
            token ->
                HttpRequest.newBuilder(uri("/rows?apikey=secret"))
                    .header("Authorization", token)
                    .build());
  }

  private PollingClient client(Duration timeout) {
    return new PollingClient(
        HttpClient.newHttpClient(),
        time,
        new RateLimit(time, 1_000_000_000, Duration.ofSeconds(1)),
        new Retry(time, Duration.ofSeconds(1), Duration.ofSeconds(60), 3, new Random(1)),
        timeout);
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + server.getAddress().getPort() + path);
  }
}
