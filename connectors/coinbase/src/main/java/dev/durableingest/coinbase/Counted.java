package dev.durableingest.coinbase;

/** What a {@link CoinbaseSource} counts over all its connections. */
public enum Counted {
  /** Connections that were opened. */
  CONNECTIONS,
  /** Frames of any kind that came. */
  FRAMES,
  /** Frames of types or products that are not ours. */
  IGNORED,
  /** Frames and rows that could not be read and were set aside. */
  REJECTED,
  /** Trades and tickers that came again and were left out. */
  DUPLICATES,
  /** Trades that came before their turn when no more could be held; they are fetched later. */
  OVERFLOWED,
  /** Trades that were fetched because the feed did not deliver them. */
  FETCHED,
  /** Requests for trades that got no answer. */
  FAILED_REQUESTS,
  /** Trades that neither the feed nor REST had, recorded as gaps. */
  MISSING,
  /** Trades of recorded gaps that REST had later. */
  BACKFILLED
}
