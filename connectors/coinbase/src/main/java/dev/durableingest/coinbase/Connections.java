package dev.durableingest.coinbase;

import dev.durableingest.coinbase.feed.ExchangeFeed;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

/** The connections to the feed that a run has, numbered from 0; closed together. */
final class Connections implements AutoCloseable {
  private final HttpClient client;
  private final URI url;
  private final Timing timing;
  private final Inbox inbox;
  private final List<ExchangeFeed> feeds = new ArrayList<>();

  Connections(HttpClient client, URI url, Timing timing, Inbox inbox) {
    this.client = client;
    this.url = url;
    this.timing = timing;
    this.inbox = inbox;
  }

  /** Opens one more connection and subscribes at once, as the exchange wants it. */
  void open(List<String> products) throws ExchangeException, InterruptedException {
    int number = feeds.size();
    feeds.add(
        ExchangeFeed.connect(
            client, url, timing.connectTimeout(), reception -> inbox.received(number, reception)));
    subscribe(number, products);
    if (number == 0) {
      feeds.get(0).subscribeToStatus();
    }
  }

  /** Asks for the trades, tickers and heartbeats of products. */
  void subscribe(int number, List<String> products) throws ExchangeException, InterruptedException {
    feeds.get(number).subscribe(products);
  }

  /** Asks every connection for its first frame. */
  void requestAll() {
    feeds.forEach(ExchangeFeed::request);
  }

  /** Asks a connection for one more frame. */
  void request(int number) {
    feeds.get(number).request();
  }

  @Override
  public void close() {
    feeds.forEach(ExchangeFeed::close);
  }
}
