package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.sink.SinkException;
import java.time.Instant;

/**
 * Keeps the gaps that were closed, which the checkpoint document forgets. Owned by the pipeline
 * thread.
 */
public interface GapHistory {

  /**
   * Notes that a gap was closed. It is noted before the document says so: after a crash in between
   * it is closed, and noted, once more.
   *
   * @param gap the gap
   * @param revision number of the document that no longer has it
   * @param at when, by the wall clock
   * @throws SinkException with what to do about it
   */
  void closed(Gap gap, long revision, Instant at) throws SinkException;

  /** Keeps nothing. */
  static GapHistory none() {
    return (gap, revision, at) -> {};
  }
}
