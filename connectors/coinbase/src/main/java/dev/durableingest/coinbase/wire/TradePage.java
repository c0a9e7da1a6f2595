package dev.durableingest.coinbase.wire;

import dev.durableingest.coinbase.Trade;
import java.util.List;

/**
 * One answer of {@code GET /products/{id}/trades}.
 *
 * @param trades what could be read, in the order of the answer
 * @param malformed what could not
 */
public record TradePage(List<Trade> trades, List<MalformedRow> malformed) {

  /** Keeps the lists from being changed. */
  public TradePage {
    trades = List.copyOf(trades);
    malformed = List.copyOf(malformed);
  }

  /**
   * A row that is JSON but no trade.
   *
   * @param text the row as it came
   * @param cause what is wrong with it
   */
  public record MalformedRow(String text, MalformedFrameException cause) {}
}
