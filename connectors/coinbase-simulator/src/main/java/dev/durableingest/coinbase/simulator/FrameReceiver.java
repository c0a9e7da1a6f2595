package dev.durableingest.coinbase.simulator;

/** Takes the frames that a market makes for one connection, in order. */
interface FrameReceiver {
  void match(MatchFrame match) throws InterruptedException, SlowConsumerException;

  void other(FrameType type, String frame) throws InterruptedException, SlowConsumerException;
}
