package dev.durableingest.coinbase.simulator;

import java.util.List;
import java.util.Map;

/**
 * What an exchange has made and sent so far, as one glance at its counters.
 *
 * @param connections open now
 * @param connectionsOpened since the start
 * @param framesSent by type, such as {@code match} or {@code heartbeat}; what was handed to the
 *     socket, on all connections together
 * @param faults by kind, such as {@code matches_dropped}; only what has happened
 * @param restRequests answered, the failed ones included
 */
public record SimulatorState(
    List<ProductState> products,
    boolean complete,
    int connections,
    long connectionsOpened,
    Map<String, Long> framesSent,
    Map<String, Long> faults,
    long restRequests) {

  /** The range of trades that a product has. */
  public record ProductState(String product, long firstTradeId, long lastTradeId) {}
}
