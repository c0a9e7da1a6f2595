package dev.durableingest.coinbase.rest;

import dev.durableingest.coinbase.wire.TradePage;
import java.time.Duration;

/** What became of one request. */
public sealed interface Answer {

  /**
   * Trades.
   *
   * @param trades what the exchange has of the window
   */
  record Page(TradePage trades) implements Answer {}

  /**
   * Nothing, but asking again may help.
   *
   * @param problem one line for people
   * @param retryAfter how long the exchange wants not to be asked; zero where it did not say
   */
  record Failed(String problem, Duration retryAfter) implements Answer {}
}
