package dev.durableingest.coinbase;

import java.util.HashMap;
import java.util.Map;

/**
 * What a source keeps from connection to connection.
 *
 * @param tally what has happened
 * @param gaps closes the gaps of the ledger
 * @param tickerSequences by product, the last ticker that was emitted
 */
record SourceState(Tally tally, GapCloser gaps, Map<String, Long> tickerSequences) {

  static SourceState fresh(Timing timing) {
    Tally tally = new Tally();
    GapCloser gaps =
        new GapCloser(System::nanoTime, timing.gapRetry(), timing.gapRetryMax(), tally);
    return new SourceState(tally, gaps, new HashMap<>());
  }
}
