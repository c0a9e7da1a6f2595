package dev.durableingest.coinbase.tape;

import dev.durableingest.coinbase.Trade;

/** Where a tape puts its trades, in ascending order without a hole that it does not name. */
public interface TapeOutput {

  /** The next trade. */
  void trade(Trade trade) throws InterruptedException;

  /** The next trades, {@code from} to {@code to}, cannot be had: the feed and REST lack them. */
  void gap(long from, long to) throws InterruptedException;

  /** A trade was seen again and is left out. */
  void duplicate();

  /** A trade came before its turn and there was no room to keep it; it will be fetched. */
  void overflow();
}
