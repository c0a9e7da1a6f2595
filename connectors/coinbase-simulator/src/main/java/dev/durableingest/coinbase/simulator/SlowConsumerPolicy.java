package dev.durableingest.coinbase.simulator;

/** What happens to a connection whose client does not read as fast as it is sent to. */
public enum SlowConsumerPolicy {
  /** The connection falls behind; it gets every frame in the end. */
  BLOCK,
  /** As the exchange does: an {@code ErrSlowConsume} error frame, then the connection is closed. */
  DISCONNECT
}
