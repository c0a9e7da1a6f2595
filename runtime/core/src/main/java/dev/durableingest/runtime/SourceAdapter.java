package dev.durableingest.runtime;

/**
 * A long-running adapter that reads one external system and emits source events.
 *
 * <p>One instance serves one pipeline run. {@link #run} is called on a thread of the runtime's own,
 * never twice at a time.
 */
@FunctionalInterface
public interface SourceAdapter {

  /**
   * Connects, reads and emits until the source is exhausted, the connection is lost or the runtime
   * interrupts.
   *
   * <ul>
   *   <li>Returning means that the source is exhausted: the pipeline commits and completes.
   *   <li>Throwing means that the connection was lost: what was emitted is committed, then {@code
   *       run} is called again on this instance, after backoff.
   *   <li>An interrupt means cancellation: leave promptly, by any way.
   * </ul>
   *
   * <p>Whatever was opened is closed, by try-with-resources, before this method leaves.
   *
   * @param context where events go; valid until this method leaves
   * @throws Exception when the connection was lost
   */
  void run(SourceContext context) throws Exception;
}
