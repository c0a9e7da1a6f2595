package dev.durableingest.demo;

/**
 * What was found of the trades of one product.
 *
 * @param product such as {@code BTC-USD}
 * @param firstTrade id of the first trade in the table
 * @param lastTrade id of the last trade in the table
 * @param rows rows in the table
 * @param missing trades from the first in the table to the last that the exchange made, without a
 *     row
 * @param duplicates rows beyond the first of a trade
 * @param different rows that do not hold what the exchange sent
 * @param fromRest rows that came from REST, because nobody listened to the feed at that time
 */
record ProductCheck(
    String product,
    long firstTrade,
    long lastTrade,
    long rows,
    long missing,
    long duplicates,
    long different,
    long fromRest) {

  boolean isExact() {
    return rows > 0 && missing == 0 && duplicates == 0 && different == 0;
  }
}
