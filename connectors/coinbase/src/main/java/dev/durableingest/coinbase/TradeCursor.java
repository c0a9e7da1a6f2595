package dev.durableingest.coinbase;

/**
 * How far the trades of one product were read: every trade up to this one was handled.
 *
 * @param tradeId id of the newest handled trade
 */
public record TradeCursor(long tradeId) implements Comparable<TradeCursor> {

  @Override
  public int compareTo(TradeCursor other) {
    return Long.compare(tradeId, other.tradeId);
  }
}
