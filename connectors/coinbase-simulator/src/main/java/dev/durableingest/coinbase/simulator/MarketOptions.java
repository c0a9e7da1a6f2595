package dev.durableingest.coinbase.simulator;

import java.util.List;
import java.util.OptionalLong;

/**
 * What decides a synthetic market.
 *
 * @param chosenFirstTradeId the first trade id of every product; derived from the seed when absent
 * @param history trades that each product already has when the market opens, 1 or more
 * @param tradesMax trades of each product, the history included, after which the market stops
 */
record MarketOptions(
    List<String> products,
    long seed,
    MarketTime time,
    OptionalLong chosenFirstTradeId,
    long history,
    long tradesMax,
    boolean startPaused) {

  long firstTradeId(String product) {
    return chosenFirstTradeId.orElseGet(() -> Instrument.derivedFirstTradeId(product, seed));
  }
}
