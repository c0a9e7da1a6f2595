package dev.durableingest.coinbase.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain client of the feed that keeps every whole frame it received. */
final class FeedClient implements WebSocket.Listener, AutoCloseable {
  static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
  private final BlockingQueue<ByteBuffer> binaries = new LinkedBlockingQueue<>();
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();
  private final boolean reading;
  private final WebSocket socket;

  private FeedClient(URI feed, boolean reading) {
    this.reading = reading;
    this.socket = HTTP.newWebSocketBuilder().buildAsync(feed, this).join();
  }

  static FeedClient connect(ExchangeSimulator exchange) {
    return new FeedClient(exchange.feedUrl(), true);
  }

  /** A client that never asks the socket for a frame. */
  static FeedClient connectWithoutReading(ExchangeSimulator exchange) {
    return new FeedClient(exchange.feedUrl(), false);
  }

  FeedClient subscribe(List<String> channels, List<String> products) {
    return send(request("subscribe", channels, products));
  }

  FeedClient unsubscribe(List<String> channels, List<String> products) {
    return send(request("unsubscribe", channels, products));
  }

  FeedClient send(String text) {
    socket.sendText(text, true).join();
    return this;
  }

  /** Asks for one more frame; only for a client that does not read by itself. */
  void readOne() {
    socket.request(1);
  }

  String text() throws InterruptedException {
    String text = texts.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(text).as("a frame within %s", PATIENCE).isNotNull();
    return text;
  }

  /**
   * The frames that the exchange has sent by now, but for those that it holds back: until a mark
   * comes that was left behind them.
   */
  List<String> textsUntilNow(ExchangeSimulator exchange) throws InterruptedException {
    String mark = "mark " + System.nanoTime();
    exchange.misbehave(new Misbehaviour.SendText(mark));
    List<String> until = new ArrayList<>();
    for (String text = text(); !text.equals(mark); text = text()) {
      until.add(text);
    }
    return until;
  }

  /** The next frame, when one comes within the time. */
  String textWithin(Duration time) throws InterruptedException {
    return texts.poll(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  ByteBuffer binary() throws InterruptedException {
    return binaries.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  JsonNode frame() throws InterruptedException {
    return JSON.readTree(text());
  }

  /** The next frame of a type; frames of other types before it are passed over. */
  JsonNode frame(String type) throws InterruptedException {
    return frame(type, any -> true);
  }

  JsonNode frame(String type, Predicate<JsonNode> wanted) throws InterruptedException {
    while (true) {
      JsonNode frame = frame();
      if (frame.path("type").asString("").equals(type) && wanted.test(frame)) {
        return frame;
      }
    }
  }

  /** The next frames of a type. */
  List<JsonNode> frames(String type, int count) throws InterruptedException {
    List<JsonNode> frames = new ArrayList<>();
    while (frames.size() < count) {
      frames.add(frame(type));
    }
    return frames;
  }

  /** How the connection ended: {@code close <code> <reason>} or {@code error}. */
  String end() throws Exception {
    return end.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Waits until the exchange has no connection. A client of the JDK is not always told when the
   * other side is gone, so it is the exchange that is asked.
   */
  static void awaitDisconnected(ExchangeSimulator exchange) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (exchange.state().connections() > 0) {
      assertThat(System.nanoTime()).as("connections gone in time").isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  boolean hasEnded() {
    return end.isDone();
  }

  @Override
  public void onOpen(WebSocket opened) {
    if (reading) {
      opened.request(1);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      texts.add(part.toString());
      part.setLength(0);
    }
    if (reading || !last) {
      from.request(1);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    ByteBuffer copy = ByteBuffer.allocate(data.remaining()).put(data).flip();
    binaries.add(copy);
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    end.complete("close " + code + " " + reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    end.complete("error");
  }

  @Override
  public void close() {
    socket.abort();
  }

  private static String request(String type, List<String> channels, List<String> products) {
    return JSON.writeValueAsString(
        JSON.createObjectNode()
            .put("type", type)
            .set("product_ids", JSON.valueToTree(products))
            .set("channels", JSON.valueToTree(channels)));
  }
}
