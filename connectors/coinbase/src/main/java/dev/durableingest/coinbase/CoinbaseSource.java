package dev.durableingest.coinbase;

import dev.durableingest.annotations.Source;
import dev.durableingest.coinbase.feed.ExchangeFeed;
import dev.durableingest.coinbase.resources.Matches;
import dev.durableingest.coinbase.resources.Ticker;
import dev.durableingest.coinbase.rest.RequestPace;
import dev.durableingest.coinbase.rest.TradesClient;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the Exchange feed of Coinbase. Trades are complete: what the feed drops, or what happened
 * while nobody listened, is fetched from the REST interface and put in its place. Tickers are best
 * effort.
 *
 * <p>One call of {@link #run} is one connection, in this order:
 *
 * <ol>
 *   <li>{@link ExchangeFeed} connects, subscribes and hands over one frame at a time;
 *   <li>{@code Session} reads frames, and answers of the REST interface, and watches heartbeats;
 *   <li>{@code ProductTape}, one per product, brings trades into order and knows what is missing;
 *   <li>{@code TradeFetcher} and {@link TradesClient} fetch that;
 *   <li>{@link Matches} and {@link Ticker} make rows of it.
 * </ol>
 */
@Source(
    name = "coinbase",
    resources = {Matches.class, Ticker.class})
public final class CoinbaseSource implements SourceAdapter {
  private final CoinbaseConfig config;
  private final Timing timing;
  private final RequestPace pace;
  private final HttpClient client;
  private final Tally tally = new Tally();
  private final Map<String, Long> tickerSequences = new HashMap<>();

  /** A source of the exchange that the config names; connects when it runs. */
  public CoinbaseSource(CoinbaseConfig config) {
    this(config, Timing.defaults());
  }

  CoinbaseSource(CoinbaseConfig config, Timing timing) {
    this.config = config;
    this.timing = timing;
    this.pace = new RequestPace(timing.requestSpacing());
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(timing.connectTimeout())
            .executor(Threads.shortLived("coinbase-client"))
            .build();
  }

  @Override
  public void run(SourceContext context) throws Exception {
    Inbox inbox = new Inbox();
    TradesClient trades = new TradesClient(client, config.restUrl(), timing.requestTimeout(), pace);
    try (ExchangeFeed feed =
            ExchangeFeed.connect(
                client, config.feedUrl(), timing.connectTimeout(), inbox::received);
        TradeFetcher fetcher = new TradeFetcher(trades, config.products().size(), inbox)) {
      tally.one(Counted.CONNECTIONS);
      feed.subscribe(config.products());
      new Session(config, timing, context, tally, tickerSequences, fetcher).read(feed, inbox);
    }
  }

  /** How often this happened since the source was made; may be asked from any thread. */
  public long count(Counted what) {
    return tally.of(what);
  }
}
