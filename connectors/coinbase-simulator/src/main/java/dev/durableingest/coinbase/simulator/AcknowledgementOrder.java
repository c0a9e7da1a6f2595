package dev.durableingest.coinbase.simulator;

/** When a subscribe is acknowledged, compared with the first data that it brings. */
public enum AcknowledgementOrder {
  /** The {@code subscriptions} frame comes before {@code ticker} and {@code last_match}. */
  FIRST,
  /** The {@code subscriptions} frame comes after them, as has been seen on the exchange. */
  AFTER_DATA,
  /** One or the other, drawn from the seed for each subscribe. */
  AT_RANDOM
}
