package dev.durableingest.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * What is there when the demo is over.
 *
 * @param products what was found of the trades, by product
 * @param ticker what was found of the tickers
 * @param kill what the kill meant
 */
record Findings(List<ProductCheck> products, TickerCheck ticker, Kill kill) {
  private static final String ROW = "  %-18s%,14d%,14d%,10d%,10d%,12d%,11d";
  private static final String HEAD = "  %-18s%14s%14s%10s%10s%12s%11s";

  Findings {
    products = List.copyOf(products);
  }

  /** Whether all is as it was promised. */
  boolean isExact() {
    return products.stream().allMatch(ProductCheck::isExact) && ticker.isSound();
  }

  /** The table, and what it means. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        HEAD.formatted(
            "coinbase_matches",
            "first trade",
            "last trade",
            "rows",
            "missing",
            "duplicates",
            "different"));
    for (ProductCheck found : products) {
      lines.add(
          ROW.formatted(
              found.product(),
              found.firstTrade(),
              found.lastTrade(),
              found.rows(),
              found.missing(),
              found.duplicates(),
              found.different()));
    }
    lines.add("");
    lines.add(
        "  %-18s%,14d lines, %,d out of order, %,d torn. A ticker cannot be fetched again:"
            .formatted("coinbase_ticker", ticker.lines(), ticker.outOfOrder(), ticker.torn()));
    lines.add("  " + " ".repeat(18) + "those of the moments around the kill are gone.");
    lines.add("");
    lines.add(
        "  At the kill %,d trades were made and not committed (%,d events were in memory), and %,d"
            .formatted(kill.uncommitted(), kill.unsettled(), kill.unheard()));
    lines.add(
        "  more came before the next process was connected. REST gave back %,d rows."
            .formatted(products.stream().mapToLong(ProductCheck::fromRest).sum()));
    return lines;
  }
}
