package dev.durableingest.coinbase.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A market that is a function of its seed: step {@code n} holds trade {@code n} of every product.
 * Keeps nothing but how many trades there are; a thread of its own lets that number grow with the
 * clock, whether or not anybody is connected.
 */
final class SyntheticMarket implements Market {
  private static final long TICK_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long TICK_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(100);

  private final Map<String, Instrument> instruments = new LinkedHashMap<>();
  private final List<String> products;
  private final MarketTime time;
  private final long tradesMax;
  private volatile @Nullable Thread thread;
  private final long openedNanos = System.nanoTime();
  private final Instant openedAt;

  private volatile long made;
  private volatile boolean closed;

  /** Guarded by this: trades and clock at the start or at the latest resume. */
  private long anchorMade;

  private long anchorNanos;
  private boolean paused;

  SyntheticMarket(MarketOptions options) {
    this.time = options.time();
    for (String product : options.products()) {
      instruments.put(
          product, new Instrument(product, options.seed(), options.firstTradeId(product), time));
    }
    this.products = List.copyOf(options.products());
    this.tradesMax = options.tradesMax();
    this.made = Math.min(options.history(), tradesMax);
    this.openedAt = time.of(made - 1);
    this.anchorMade = made;
    this.anchorNanos = System.nanoTime();
    this.paused = options.startPaused();
  }

  @Override
  public void open(Runnable onTrades) {
    Thread started = new Thread(() -> trade(onTrades), "exchange-market");
    started.setDaemon(true);
    thread = started;
    started.start();
  }

  @Override
  public List<String> products() {
    return products;
  }

  @Override
  public long entry() {
    return made;
  }

  @Override
  public long available() {
    return made;
  }

  @Override
  public void write(long step, Subscriptions subscriptions, FrameReceiver receiver)
      throws InterruptedException, SlowConsumerException {
    for (String product : products) {
      boolean matches = subscriptions.has(Channel.MATCHES, product);
      boolean ticker = subscriptions.has(Channel.TICKER, product);
      if (matches || ticker) {
        Instrument instrument = instrument(product);
        Trade trade = instrument.trade(instrument.firstTradeId() + step);
        if (matches) {
          receiver.match(
              new MatchFrame(product, trade.tradeId(), Frames.match(FrameType.MATCH, trade)));
        }
        if (ticker) {
          receiver.other(
              FrameType.TICKER, new TickerFrames(instrument, time.tradesPerSecond()).write(trade));
        }
      }
    }
  }

  @Override
  public long lastTradeIdBefore(String product, long step) {
    return instrument(product).firstTradeId() + step - 1;
  }

  @Override
  public long firstTradeId(String product) {
    return instrument(product).firstTradeId();
  }

  @Override
  public long lastTradeId(String product) {
    return lastTradeIdBefore(product, made);
  }

  @Override
  public boolean has(String product, long tradeId) {
    long tradesBefore = tradeId - firstTradeId(product);
    return tradesBefore >= 0 && tradesBefore < tradesMax;
  }

  @Override
  public Trade trade(String product, long tradeId) {
    if (!has(product, tradeId)) {
      throw new NoSuchElementException(
          product
              + " never has a trade "
              + tradeId
              + ": it begins at "
              + firstTradeId(product)
              + (tradesMax == Long.MAX_VALUE ? "." : " and has " + tradesMax + " trades."));
    }
    return instrument(product).trade(tradeId);
  }

  @Override
  public Optional<String> ticker(Trade trade) {
    Instrument instrument = instrument(trade.product());
    return Optional.of(new TickerFrames(instrument, time.tradesPerSecond()).write(trade));
  }

  @Override
  public Instant now() {
    return openedAt.plusNanos(System.nanoTime() - openedNanos);
  }

  @Override
  public synchronized void pause() {
    grow();
    paused = true;
  }

  @Override
  public synchronized void resume() {
    if (paused) {
      anchorMade = made;
      anchorNanos = System.nanoTime();
      paused = false;
      LockSupport.unpark(thread);
    }
  }

  @Override
  public boolean isComplete() {
    return made >= tradesMax;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private Instrument instrument(String product) {
    Instrument instrument = instruments.get(product);
    if (instrument == null) {
      throw new NoSuchElementException(
          "The exchange has no product '" + product + "', only " + products + ".");
    }
    return instrument;
  }

  private void trade(Runnable onTrades) {
    long tick = (long) (TimeUnit.SECONDS.toNanos(1) / time.tradesPerSecond());
    tick = Math.min(TICK_NANOS_MAX, Math.max(TICK_NANOS_MIN, tick));
    while (!closed && !isComplete()) {
      if (grow()) {
        onTrades.run();
      }
      LockSupport.parkNanos(this, tick);
    }
    onTrades.run();
  }

  /** Lets the market catch up with the clock. True when there are new trades. */
  private synchronized boolean grow() {
    if (paused) {
      return false;
    }
    double seconds = (System.nanoTime() - anchorNanos) / 1e9;
    long due = Math.min(tradesMax, anchorMade + (long) (seconds * time.tradesPerSecond()));
    if (due <= made) {
      return false;
    }
    made = due;
    return true;
  }
}
