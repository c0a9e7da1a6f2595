package dev.durableingest.coinbase.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A market as a row of steps: what a connection sends is decided by the step it has reached and by
 * what it subscribed to. Implementations are thread-safe.
 */
interface Market extends AutoCloseable {
  /** Lets the market grow; runs {@code onTrades} on its own thread after each growth. */
  void open(Runnable onTrades);

  List<String> products();

  /** The step at which a connection starts that subscribes now. */
  long entry();

  /** Steps below this one may be sent. Grows while the market is open. */
  long available();

  /** Writes the frames of a step for a connection with these subscriptions. */
  void write(long step, Subscriptions subscriptions, FrameReceiver receiver)
      throws InterruptedException, SlowConsumerException;

  /** The newest trade id of a product before a step; below {@link #firstTradeId} when none. */
  long lastTradeIdBefore(String product, long step);

  long firstTradeId(String product);

  /** The newest trade id of a product that the market has made. */
  long lastTradeId(String product);

  /** Whether the market ever has such a trade; a capture may have holes. */
  boolean has(String product, long tradeId);

  /**
   * The trade with this id.
   *
   * @throws java.util.NoSuchElementException when the market never has such a trade
   */
  Trade trade(String product, long tradeId);

  /** The ticker frame that a new subscriber gets, when this is the newest trade. */
  Optional<String> ticker(Trade trade);

  /** What a clock of this market shows now. */
  Instant now();

  void pause();

  void resume();

  /** True when there will be no further trade. */
  boolean isComplete();

  @Override
  void close();
}
