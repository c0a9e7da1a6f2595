package dev.durableingest.coinbase.feed;

import dev.durableingest.coinbase.ExchangeException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One connection to the Exchange feed. Nothing is read from the socket but what was asked for with
 * {@link #request}, so that a slow reader slows the exchange down, not the heap.
 */
public final class ExchangeFeed implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);
  private static final List<String> CHANNELS = List.of("matches", "ticker", "heartbeat");

  private final WebSocket webSocket;
  private final Duration timeout;

  private ExchangeFeed(WebSocket webSocket, Duration timeout) {
    this.webSocket = webSocket;
    this.timeout = timeout;
  }

  /**
   * Connects.
   *
   * @param timeout for connecting, and for each sending
   * @param receiver gets whole frames, at most one for each {@link #request}, and at last {@link
   *     Reception.Ended}, on a thread of the client's; must not block
   */
  public static ExchangeFeed connect(
      HttpClient client, URI url, Duration timeout, Consumer<Reception> receiver)
      throws ExchangeException, InterruptedException {
    CompletableFuture<WebSocket> connecting =
        client
            .newWebSocketBuilder()
            .connectTimeout(timeout)
            .buildAsync(url, new FrameCollector(receiver));
    try {
      // A little longer than the builder's own, which does not count the handshake.
      return new ExchangeFeed(
          connecting.get(timeout.toMillis() + 1000, TimeUnit.MILLISECONDS), timeout);
    } catch (ExecutionException e) {
      throw new ExchangeException("Cannot connect to " + url + ": " + reasonOf(e), e);
    } catch (TimeoutException e) {
      abandon(connecting);
      throw new ExchangeException(
          "Cannot connect to " + url + ": no answer within " + timeout.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      abandon(connecting);
      throw e;
    }
  }

  /** Asks for the trades, tickers and heartbeats of products, in one frame. */
  public void subscribe(List<String> products) throws ExchangeException, InterruptedException {
    subscribe(products, CHANNELS);
  }

  /** Asks to be told how the products of the exchange are. */
  public void subscribeToStatus() throws ExchangeException, InterruptedException {
    subscribe(List.of(), List.of("status"));
  }

  private void subscribe(List<String> products, List<String> channels)
      throws ExchangeException, InterruptedException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeStringProperty("type", "subscribe");
      if (!products.isEmpty()) {
        json.writeArrayPropertyStart("product_ids");
        products.forEach(json::writeString);
        json.writeEndArray();
      }
      json.writeArrayPropertyStart("channels");
      channels.forEach(json::writeString);
      json.writeEndArray();
      json.writeEndObject();
    }
    try {
      webSocket.sendText(text.toString(), true).get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ExchangeException("Cannot subscribe: " + ExchangeException.reasonOf(e), e);
    }
  }

  /** Asks for one more frame. */
  public void request() {
    webSocket.request(1);
  }

  /** Says goodbye, waits a moment for that to be sent, and drops the connection. */
  @Override
  public void close() {
    try {
      if (!webSocket.isOutputClosed()) {
        webSocket
            .sendClose(WebSocket.NORMAL_CLOSURE, "")
            .get(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException | TimeoutException e) {
      // The connection is dropped below in any case.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      webSocket.abort();
    }
  }

  /** Drops the connection when it comes after all; the builder's timeout ends the waiting. */
  private static void abandon(CompletableFuture<WebSocket> connecting) {
    var unused = connecting.thenAccept(WebSocket::abort);
  }

  private static String reasonOf(Throwable failure) {
    if (failure.getCause() instanceof WebSocketHandshakeException handshake) {
      return "it answered with status " + handshake.getResponse().statusCode();
    }
    return ExchangeException.reasonOf(failure);
  }
}
