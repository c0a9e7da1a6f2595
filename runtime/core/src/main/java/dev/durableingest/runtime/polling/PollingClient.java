package dev.durableingest.runtime.polling;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Makes HTTP requests that may be repeated, within a rate limit: 408, 425, 429, every 5xx and lost
 * connections are tried again, as late as {@code Retry-After} asks for; a token that is refused
 * with 401 is fetched anew, once; every other status from 300 on is a refusal. Thread-safe.
 */
public final class PollingClient {
  private static final int BODY_BYTES_MAX = 64 << 20;
  private static final int SAID_MAX = 300;
  private static final int UNAUTHORIZED = 401;

  private final HttpClient client;
  private final PollTime time;
  private final RateLimit limit;
  private final Retry retry;
  private final Duration timeout;

  /**
   * @param client connects; its connect timeout counts
   * @param time the wall clock, for dates in {@code Retry-After}
   * @param limit shared by all clients that share a server's limit
   * @param retry how often and when a request is repeated
   * @param timeout for one whole answer, its body included
   */
  public PollingClient(
      HttpClient client, PollTime time, RateLimit limit, Retry retry, Duration timeout) {
    this.client = client;
    this.time = time;
    this.limit = limit;
    this.retry = retry;
    this.timeout = timeout;
  }

  /**
   * What a server answered.
   *
   * @param status 200 to 299
   * @param headers its headers
   * @param body as text, decoded as UTF-8
   */
  public record Answer(int status, HttpHeaders headers, String body) {}

  /**
   * Makes a request until it is answered.
   *
   * @param tokens where the token comes from
   * @param request makes the request with a token
   * @throws TryAgainException when retries are used up
   * @throws RequestRefusedException when the server will not serve it
   * @throws InterruptedException when interrupted; a request on its way is cancelled
   */
  public Answer send(Tokens tokens, Function<String, HttpRequest> request)
      throws TryAgainException, RequestRefusedException, InterruptedException {
    try {
      return retry.call(() -> withToken(tokens, request));
    } catch (RequestRefusedException e) {
      if (e.status() != UNAUTHORIZED) {
        throw e;
      }
      return retry.call(() -> withToken(tokens, request));
    }
  }

  private Answer withToken(Tokens tokens, Function<String, HttpRequest> request)
      throws TryAgainException, RequestRefusedException, InterruptedException {
    String token = tokens.value();
    try {
      return exchange(request.apply(token));
    } catch (RequestRefusedException e) {
      if (e.status() == UNAUTHORIZED) {
        tokens.refuse(token);
      }
      throw e;
    }
  }

  private Answer exchange(HttpRequest request)
      throws TryAgainException, RequestRefusedException, InterruptedException {
    limit.acquire();
    BoundedBody body = new BoundedBody(BODY_BYTES_MAX);
    CompletableFuture<HttpResponse<Void>> answer = client.sendAsync(request, body.receiver());
    try {
      // A request's own timeout ends with the headers; this one counts the body as well.
      return read(request, answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS), body);
    } catch (TimeoutException e) {
      throw failed(request, "no answer within " + timeout.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw failed(request, reason(e), e);
    } finally {
      answer.cancel(true);
    }
  }

  private Answer read(HttpRequest request, HttpResponse<Void> response, BoundedBody body)
      throws TryAgainException, RequestRefusedException {
    int status = response.statusCode();
    String text = body.text();
    if (isPassing(status)) {
      Duration asked = RetryAfter.of(response.headers(), time.now());
      if (asked != null) {
        limit.pause(retry.atMost(asked));
      }
      throw new TryAgainException(
          describe(request) + ": status " + status + said(text), asked, null);
    }
    if (status >= 300) {
      throw new RequestRefusedException(
          describe(request) + ": status " + status + said(text), status, text);
    }
    if (body.hasOverflowed()) {
      throw new RequestRefusedException(
          describe(request) + ": an answer of more than " + BODY_BYTES_MAX + " bytes", status, "");
    }
    return new Answer(status, response.headers(), text);
  }

  private static boolean isPassing(int status) {
    return status == 408 || status == 425 || status == 429 || status >= 500;
  }

  private static TryAgainException failed(HttpRequest request, String what, Throwable cause) {
    return new TryAgainException(describe(request) + ": " + what, null, cause);
  }

  /** Without the query, where keys may be. */
  private static String describe(HttpRequest request) {
    URI uri = request.uri();
    return request.method() + " " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
  }

  /** What the server says, as one line that is short enough to be shown. */
  private static String said(String body) {
    String line = body.replaceAll("\\s+", " ").strip();
    if (line.isEmpty()) {
      return "";
    }
    if (line.startsWith("<")) {
      return ": a web page; something in between answers in its place";
    }
    return ": " + (line.length() <= SAID_MAX ? line : line.substring(0, SAID_MAX) + "…");
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    String name = root.getClass().getSimpleName();
    return message == null ? name : name + ": " + message.lines().findFirst().orElse("");
  }
}
