package dev.durableingest.coinbase.tape;

/**
 * Trades to fetch, at most {@link #SIZE_MAX} of them.
 *
 * @param from the first trade id wanted
 * @param to the last trade id wanted
 */
public record Window(long from, long to) {
  /** As many trades as one answer of the REST interface holds. */
  public static final int SIZE_MAX = 1000;

  /** Checks the bounds. */
  public Window {
    if (from > to || to - from >= SIZE_MAX) {
      throw new IllegalArgumentException("Not a window of trades: " + from + " to " + to);
    }
  }

  /** How many trades are wanted. */
  public int size() {
    return (int) (to - from) + 1;
  }
}
