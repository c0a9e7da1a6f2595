package dev.durableingest.coinbase.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The market of a capture: step {@code n} is the capture's frame {@code n}. Nothing happens before
 * somebody subscribes; then frames go out as fast as they are taken. The furthest frame that any
 * connection was sent is where the market is, so that a client which comes back finds the market
 * where it left it and asks REST for what it missed.
 */
final class ReplayedMarket implements Market {
  /** What is known of one product. Immutable once built. */
  private record History(NavigableMap<Long, Trade> trades, NavigableMap<Long, Long> newestByStep) {
    History() {
      this(new TreeMap<>(), new TreeMap<>());
    }

    long firstTradeId() {
      return trades.isEmpty() ? 1 : trades.firstKey();
    }
  }

  private final Capture capture;
  private final Map<String, History> histories = new LinkedHashMap<>();
  private final AtomicLong position = new AtomicLong();
  private final Instant startAt;
  private final long openedNanos = System.nanoTime();
  private volatile boolean paused;
  private volatile Runnable onTrades = () -> {};

  ReplayedMarket(Capture capture, boolean startPaused) {
    this.capture = capture;
    this.paused = startPaused;
    capture.products().forEach(product -> histories.put(product, new History()));
    Instant newest = Instant.EPOCH;
    for (int step = 0; step < capture.frames().size(); step++) {
      Trade trade = capture.frames().get(step).trade();
      if (trade != null) {
        History history = history(trade.product());
        history.trades().put(trade.tradeId(), trade);
        history.newestByStep().put((long) step, trade.tradeId());
        newest = newest.isAfter(trade.time()) ? newest : trade.time();
      }
    }
    this.startAt = newest;
  }

  @Override
  public void open(Runnable onTrades) {
    this.onTrades = onTrades;
  }

  @Override
  public List<String> products() {
    return capture.products();
  }

  @Override
  public long entry() {
    return position.get();
  }

  @Override
  public long available() {
    return paused ? position.get() : capture.frames().size();
  }

  @Override
  public void write(long step, Subscriptions subscriptions, FrameReceiver receiver)
      throws InterruptedException, SlowConsumerException {
    position.accumulateAndGet(step + 1, Math::max);
    Capture.Frame frame = capture.frames().get((int) step);
    Trade trade = frame.trade();
    String product = frame.product();
    if (product != null && !subscriptions.hasProduct(product)) {
      return;
    }
    if (trade != null && frame.type() == FrameType.MATCH) {
      receiver.match(new MatchFrame(trade.product(), trade.tradeId(), frame.text()));
    } else {
      receiver.other(frame.type(), frame.text());
    }
  }

  @Override
  public long lastTradeIdBefore(String product, long step) {
    History history = history(product);
    Map.Entry<Long, Long> newest = history.newestByStep().lowerEntry(step);
    return newest == null ? history.firstTradeId() - 1 : newest.getValue();
  }

  @Override
  public long firstTradeId(String product) {
    return history(product).firstTradeId();
  }

  @Override
  public long lastTradeId(String product) {
    return lastTradeIdBefore(product, position.get());
  }

  @Override
  public boolean has(String product, long tradeId) {
    return history(product).trades().containsKey(tradeId);
  }

  @Override
  public Trade trade(String product, long tradeId) {
    Trade trade = history(product).trades().get(tradeId);
    if (trade == null) {
      throw new NoSuchElementException(
          "The capture has no trade " + tradeId + " of " + product + ".");
    }
    return trade;
  }

  /** None: the tickers of a capture are sent where they stand in it, and nowhere else. */
  @Override
  public Optional<String> ticker(Trade trade) {
    return Optional.empty();
  }

  @Override
  public Instant now() {
    return startAt.plusNanos(System.nanoTime() - openedNanos);
  }

  @Override
  public void pause() {
    paused = true;
  }

  @Override
  public void resume() {
    paused = false;
    onTrades.run();
  }

  @Override
  public boolean isComplete() {
    return position.get() >= capture.frames().size();
  }

  @Override
  public void close() {
    paused = true;
  }

  private History history(String product) {
    History history = histories.get(product);
    if (history == null) {
      throw new NoSuchElementException(
          "The capture has no product '" + product + "', only " + products() + ".");
    }
    return history;
  }
}
