package dev.durableingest.runtime.sink;

import dev.durableingest.runtime.wiring.ResourceBinding;

/** The records of one batch for one sink, in memory. Owned by the pipeline thread. */
public interface SinkBatch {

  /** Adds a record, which has passed its codec's check; encodes it where the sink can do so now. */
  <R extends Record> void add(ResourceBinding<?, R, ?> resource, R record);

  /** Whether nothing was added. */
  boolean isEmpty();

  /**
   * Whether the destination could not take much more in one write, so that the batch is to be
   * committed before it is full by the run's own limits.
   */
  default boolean isFull() {
    return false;
  }

  /**
   * Ends the batch: nothing is added any more. Called before it is written; a batch that is sealed
   * stays as it is.
   *
   * @param token names what is in it for ever; a destination that has seen the token may refuse the
   *     batch
   */
  default void seal(String token) {}
}
