package dev.durableingest.runtime.sink;

import dev.durableingest.runtime.wiring.ResourceBinding;

/** The records of one batch for one sink, in memory. Owned by the pipeline thread. */
public interface SinkBatch {

  /** Adds a record, which has passed its codec's check; encodes it where the sink can do so now. */
  <R extends Record> void add(ResourceBinding<?, R, ?> resource, R record);

  /**
   * About how many bytes of heap its records keep, so that a batch of few events whose records are
   * large is closed in time; 0 where it keeps what the payloads keep anyway.
   */
  default long bytes() {
    return 0;
  }

  /** Whether nothing was added. */
  boolean isEmpty();
}
