package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.sink.SinkException;

/** What is asked before a run does something that others can see. */
interface LeaseGuard {
  /**
   * Makes sure that the run still has its lease.
   *
   * @throws SinkException with {@code Fenced} when another run has taken it; with {@code RetrySame}
   *     while that cannot be known
   */
  void requireHeld() throws SinkException;
}
