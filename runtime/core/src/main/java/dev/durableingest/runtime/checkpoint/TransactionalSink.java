package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.sink.Sink;

/**
 * A sink whose transaction holds the checkpoint document too, so that both are there or neither.
 */
public interface TransactionalSink extends Sink {

  /**
   * The store inside this sink. Its {@code save} commits the transaction that {@link #write} began,
   * or one of its own where nothing was written.
   */
  CheckpointStore checkpointStore();
}
