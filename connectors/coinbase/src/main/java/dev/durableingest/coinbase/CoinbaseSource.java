package dev.durableingest.coinbase;

import dev.durableingest.annotations.Source;
import dev.durableingest.coinbase.feed.ExchangeFeed;
import dev.durableingest.coinbase.resources.Matches;
import dev.durableingest.coinbase.resources.Ticker;
import dev.durableingest.coinbase.rest.Answer;
import dev.durableingest.coinbase.rest.TradesClient;
import dev.durableingest.coinbase.tape.Window;
import dev.durableingest.runtime.Checkable;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.polling.PollTime;
import dev.durableingest.runtime.polling.RateLimit;
import java.net.http.HttpClient;
import java.util.List;

/**
 * Reads the Exchange feed of Coinbase. Trades are complete: what the feed drops, or what happened
 * while nobody listened, is fetched from the REST interface and put in its place. Tickers are best
 * effort.
 *
 * <p>One call of {@link #run} lasts until a connection is lost. It goes through these:
 *
 * <ol>
 *   <li>{@link ExchangeFeed} connects, subscribes and hands over one frame at a time; {@code
 *       Connections} has as many of them as the products need;
 *   <li>{@code Session} reads frames, and answers of the REST interface;
 *   <li>{@code Products} watches heartbeats, and sets products aside that cannot be had;
 *   <li>{@code ProductTape}, one per product, brings trades into order and knows what is missing;
 *   <li>{@code CatchUp} has {@code TradeFetcher} and {@link TradesClient} fetch that, and {@code
 *       GapCloser} what an earlier run could not have;
 *   <li>{@link Matches} and {@link Ticker} make rows of it.
 * </ol>
 */
@Source(
    name = "coinbase",
    resources = {Matches.class, Ticker.class})
public final class CoinbaseSource implements SourceAdapter, Checkable {
  /** As many as can be asked for in the time that a check has. */
  private static final int CHECKED_PRODUCTS_MAX = 50;

  private final CoinbaseConfig config;
  private final Timing timing;
  private final RateLimit requests;
  private final RateLimit connects;
  private final HttpClient client;
  private final SourceState state;

  /** A source of the exchange that the config names; connects when it runs. */
  public CoinbaseSource(CoinbaseConfig config) {
    this(config, Timing.defaults());
  }

  CoinbaseSource(CoinbaseConfig config, Timing timing) {
    this.config = config;
    this.timing = timing;
    this.requests = new RateLimit(PollTime.system(), 1, timing.requestSpacing());
    this.connects = new RateLimit(PollTime.system(), 1, timing.connectSpacing());
    this.state = SourceState.fresh(timing);
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
    try (Connections connections = new Connections(client, config.feedUrl(), timing, inbox);
        TradeFetcher fetcher = new TradeFetcher(trades(), inbox)) {
      Products products = new Products(config, timing, context, state, connections);
      CatchUp catchUp =
          new CatchUp(context, state.tally(), fetcher, state.gaps(), products.readers());
      for (List<String> each : config.connections()) {
        connects.acquire();
        connections.open(each);
        state.tally().one(Counted.CONNECTIONS);
      }
      new Session(context, state, products, catchUp).read(connections, inbox);
    }
  }

  @Override
  public String check() throws ExchangeException, InterruptedException {
    ExchangeFeed.connect(client, config.feedUrl(), timing.connectTimeout(), reception -> {})
        .close();
    List<String> checked =
        config.products().subList(0, Math.min(config.products().size(), CHECKED_PRODUCTS_MAX));
    for (String product : checked) {
      if (trades().fetch(product, new Window(1, 1)) instanceof Answer.Failed failed) {
        throw new ExchangeException(failed.problem());
      }
    }
    return config.feedUrl()
        + " and "
        + config.restUrl()
        + " answer, and have "
        + String.join(", ", checked);
  }

  private TradesClient trades() {
    return new TradesClient(client, config.restUrl(), timing.requestTimeout(), requests);
  }

  /** How often this happened since the source was made; may be asked from any thread. */
  public long count(Counted what) {
    return state.tally().of(what);
  }
}
