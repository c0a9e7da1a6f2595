package dev.durableingest.coinbase.simulator;

/** A client read so slowly that its queue stayed full. */
final class SlowConsumerException extends Exception {
  SlowConsumerException() {
    super("The client reads too slowly.");
  }
}
