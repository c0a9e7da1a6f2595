package dev.durableingest.coinbase.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * A Coinbase Exchange on loopback. Its market goes on from the moment it is started, whether or not
 * anybody is connected, and is a function of the seed: trade N of a product is always the same
 * trade, so that a test can compute what it expects and a restarted exchange agrees with its
 * predecessor. All methods may be called from any thread.
 *
 * <pre>{@code
 * try (ExchangeSimulator exchange =
 *     ExchangeSimulator.builder().products("BTC-USD", "ETH-USD").seed(42).start()) {
 *   connect(exchange.feedUrl(), exchange.restUrl());
 *   exchange.misbehave(new Misbehaviour.DropMatches(0.01));
 * }
 * }</pre>
 */
public final class ExchangeSimulator implements AutoCloseable {
  private static final long WAIT_MILLIS = 5;

  private final Market market;
  private final Faults faults;
  private final Counters counters = new Counters();
  private final FeedServer server;

  ExchangeSimulator(ExchangeSimulatorBuilder builder) {
    ConnectionOptions options = builder.connectionOptions();
    this.faults = new Faults(options.seed());
    this.market = builder.market();
    Exchange exchange = new Exchange(market, faults, counters, options, builder.requestLimit());
    this.server = new FeedServer(exchange, builder.port(), new ControlPort(this)::addRoutes);
    market.open(() -> server.forEach(Connection::wake));
  }

  /** Starts with what a demo wants: two products, 20 trades a second each, any free port. */
  public static ExchangeSimulatorBuilder builder() {
    return new ExchangeSimulatorBuilder();
  }

  /** Where the WebSocket feed is, such as {@code ws://127.0.0.1:40123/}. */
  public URI feedUrl() {
    return URI.create("ws://" + server.host() + ":" + server.port() + "/");
  }

  /** Where REST is, such as {@code http://127.0.0.1:40123}. */
  public URI restUrl() {
    return URI.create("http://" + server.host() + ":" + server.port());
  }

  public List<String> products() {
    return market.products();
  }

  /** The oldest trade id of a product. */
  public long firstTradeId(String product) {
    return market.firstTradeId(product);
  }

  /** The newest trade id of a product that was made, sent to somebody or not. */
  public long lastTradeId(String product) {
    return market.lastTradeId(product);
  }

  /**
   * The trade with this id. A synthetic market knows its later trades too.
   *
   * @throws java.util.NoSuchElementException when the market never has it
   */
  public Trade trade(String product, long tradeId) {
    return market.trade(product, tradeId);
  }

  /** Begins to misbehave, or misbehaves once, as the misbehaviour says. */
  public void misbehave(Misbehaviour misbehaviour) {
    if (misbehaviour instanceof Misbehaviour.DropConnections) {
      server.forEach(Connection::cut);
    } else if (misbehaviour instanceof Misbehaviour.SendText text) {
      server.forEach(connection -> connection.inject(text));
    } else if (misbehaviour instanceof Misbehaviour.SendBinary binary) {
      server.forEach(connection -> connection.inject(binary));
    } else {
      faults.apply(misbehaviour);
    }
  }

  /** Ends every lasting misbehaviour. */
  public void behave() {
    faults.clear();
  }

  /** Stops making trades; heartbeats go on. */
  public void pauseMarket() {
    market.pause();
  }

  /** Makes trades again, from where the market was paused. */
  public void resumeMarket() {
    market.resume();
  }

  /** What was made and sent so far. */
  public SimulatorState state() {
    List<SimulatorState.ProductState> products =
        market.products().stream()
            .map(
                product ->
                    new SimulatorState.ProductState(
                        product, market.firstTradeId(product), market.lastTradeId(product)))
            .toList();
    return new SimulatorState(
        products,
        market.isComplete(),
        server.connectionCount(),
        counters.connectionsOpened(),
        counters.framesSent(),
        counters.faults(),
        counters.restRequests());
  }

  /**
   * Waits until a market with a last trade has made it. Connections may still be sending.
   *
   * @return false when the time was over first
   */
  public boolean awaitLastTrade(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!market.isComplete()) {
      if (System.nanoTime() - deadline >= 0) {
        return false;
      }
      Thread.sleep(WAIT_MILLIS);
    }
    return true;
  }

  /** Cuts all connections, stops the market and frees the port. */
  @Override
  public void close() {
    market.close();
    server.stop();
  }
}
