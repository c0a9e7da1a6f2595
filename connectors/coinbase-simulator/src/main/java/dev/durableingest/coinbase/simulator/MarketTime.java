package dev.durableingest.coinbase.simulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When the trades of a market happen: the first at {@code startAt}, each later one an interval
 * after the one before it.
 *
 * @param startAt the time of the first trade
 * @param tradesPerSecond of each product
 */
record MarketTime(Instant startAt, double tradesPerSecond) {
  /** The time of the trade that has this many trades before it, to the microsecond. */
  Instant of(long tradesBefore) {
    return startAt.plus((long) (tradesBefore * (1e6 / tradesPerSecond)), ChronoUnit.MICROS);
  }
}
