package dev.durableingest.coinbase.simulator;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Prints how many frames a second one client of the JDK gets. Run by hand. */
final class FeedThroughput implements WebSocket.Listener {
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong characters = new AtomicLong();

  private FeedThroughput() {}

  public static void main(String... arguments) throws Exception {
    double rate = arguments.length > 0 ? Double.parseDouble(arguments[0]) : 500_000;
    try (ExchangeSimulator exchange =
        ExchangeSimulator.builder().products("BTC-USD").tradesPerSecond(rate).start()) {
      FeedThroughput client = new FeedThroughput();
      WebSocket socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(exchange.feedUrl(), client)
              .join();
      socket.sendText(
          "{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channels\":[\"matches\"]}",
          true);
      for (int second = 1; second <= 10; second++) {
        long before = client.frames.get();
        Thread.sleep(1_000);
        System.out.printf("second %d: %,d frames/s%n", second, client.frames.get() - before);
      }
      System.out.printf(
          "%,d characters per frame%n", client.characters.get() / Math.max(1, client.frames.get()));
      System.out.println(exchange.state());
      socket.abort();
    }
  }

  @Override
  public void onOpen(WebSocket socket) {
    socket.request(64);
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    characters.addAndGet(data.length());
    if (last) {
      frames.incrementAndGet();
    }
    socket.request(1);
    return null;
  }
}
