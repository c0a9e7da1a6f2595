package dev.durableingest.coinbase.rest;

import dev.durableingest.coinbase.ExchangeException;
import dev.durableingest.coinbase.tape.Window;
import dev.durableingest.coinbase.wire.MalformedFrameException;
import dev.durableingest.coinbase.wire.TradePageDecoder;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the REST interface for trades, one request at a call, none repeated. Thread-safe.
 *
 * <p>Only {@code after} is used: with it a window of ids has exactly one answer.
 */
public final class TradesClient {
  private static final int BODY_LENGTH_MAX = 16 << 20;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;
  private static final String A_PAGE =
      " and an HTML page; something between here and the exchange answers in its place";
  private static final Duration PAUSE_REFUSED = Duration.ofSeconds(5);
  private static final Duration PAUSE_UNSAID = Duration.ofSeconds(1);
  private static final Duration PAUSE_MAX = Duration.ofMinutes(2);

  private final HttpClient client;
  private final String restUrl;
  private final Duration timeout;
  private final RequestPace pace;

  /**
   * @param client connects; its connect timeout counts
   * @param restUrl address without a path
   * @param timeout for a whole answer
   * @param pace shared by all clients of one exchange
   */
  public TradesClient(HttpClient client, URI restUrl, Duration timeout, RequestPace pace) {
    this.client = client;
    this.restUrl = restUrl.toString().replaceAll("/+$", "");
    this.timeout = timeout;
    this.pace = pace;
  }

  /**
   * Fetches the trades of a window; waits for its turn before.
   *
   * @throws InterruptedException when interrupted; the request is cancelled
   */
  public Answer fetch(String product, Window window) throws InterruptedException {
    URI url =
        URI.create(
            restUrl
                + "/products/"
                + URLEncoder.encode(product, StandardCharsets.UTF_8)
                + "/trades?after="
                + (window.to() + 1)
                + "&limit="
                + window.size());
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(timeout)
            .header("User-Agent", "durable-ingest-coinbase")
            .header("Accept", "application/json")
            .build();
    pace.await();
    BoundedBody body = new BoundedBody(BODY_LENGTH_MAX);
    CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, body.handler());
    try {
      // The request's own timeout ends with the headers; this one counts the body as well.
      return read(product, url, answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS), body);
    } catch (TimeoutException e) {
      return failed(url, "no answer within " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      return failed(url, ExchangeException.reasonOf(e));
    } finally {
      answer.cancel(true);
    }
  }

  private Answer read(String product, URI url, HttpResponse<Void> response, BoundedBody body) {
    int status = response.statusCode();
    if (status == TOO_MANY_REQUESTS) {
      Duration retryAfter = retryAfter(response);
      pace.pause(retryAfter);
      return new Answer.Failed(problem(url, "too many requests (429)"), retryAfter);
    }
    if (status != 200) {
      boolean isRefusal = status >= 400 && status < 500 && status != REQUEST_TIMEOUT;
      String advice = isRefusal ? "; check --rest-url and --products" : "";
      String what = "status " + status + (isPage(body) ? A_PAGE : "") + advice;
      return new Answer.Failed(problem(url, what), pause(response, isRefusal));
    }
    if (body.hasOverflowed()) {
      return failed(url, "an answer of more than " + BODY_LENGTH_MAX + " bytes");
    }
    try {
      return new Answer.Page(TradePageDecoder.decode(product, body.bytes()));
    } catch (MalformedFrameException e) {
      return failed(url, isPage(body) ? "status 200" + A_PAGE : ExchangeException.reasonOf(e));
    }
  }

  /** Whether it is HTML: what stands between us and the exchange speaks, not the exchange. */
  private static boolean isPage(BoundedBody body) {
    byte[] bytes = body.bytes();
    int at = 0;
    while (at < bytes.length && bytes[at] <= ' ') {
      at++;
    }
    return at < bytes.length && bytes[at] == '<';
  }

  private static Duration pause(HttpResponse<Void> response, boolean isRefusal) {
    if (response.headers().firstValue("Retry-After").isPresent()) {
      return retryAfter(response);
    }
    return isRefusal ? PAUSE_REFUSED : Duration.ZERO;
  }

  private static Answer failed(URI url, String what) {
    return new Answer.Failed(problem(url, what), Duration.ZERO);
  }

  private static String problem(URI url, String what) {
    return "GET " + url + ": " + what;
  }

  private static Duration retryAfter(HttpResponse<Void> response) {
    String text = response.headers().firstValue("Retry-After").orElse("").strip();
    Duration wanted = PAUSE_UNSAID;
    try {
      if (text.matches("[0-9]{1,9}")) {
        wanted = Duration.ofSeconds(Long.parseLong(text));
      } else if (!text.isEmpty()) {
        Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        wanted = Duration.between(Instant.now(), until);
      }
    } catch (DateTimeException e) {
      // A wish that cannot be read is taken for one that was not said.
    }
    if (wanted.isNegative()) {
      return Duration.ZERO;
    }
    return wanted.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : wanted;
  }
}
