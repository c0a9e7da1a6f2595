package dev.durableingest.runtime.deadletter;

import dev.durableingest.runtime.sink.SinkException;
import java.util.List;

/**
 * Where dead letters are told as well, in a shape of somebody else's, beside the file that keeps
 * them. After a failure letters may be told twice. Owned by the pipeline thread.
 */
public interface DeadLetterCopy extends AutoCloseable {

  /**
   * Makes letters durable there. Called after the file has them, and before the checkpoint passes
   * their events.
   *
   * @throws SinkException with what to do about it; the events may not pass
   */
  void append(List<DeadLetter> letters) throws SinkException;

  /** Releases everything. Never throws. */
  @Override
  void close();

  /** Opens such a place. */
  interface Opener {
    /**
     * Opens it for a run.
     *
     * @param pipeline id of the pipeline
     * @throws SinkException when it cannot be opened
     */
    DeadLetterCopy open(String pipeline) throws SinkException;
  }
}
