package dev.durableingest.runtime.source;

/**
 * The one source instance of a run and its attempts, one at a time. Owned by the pipeline thread.
 */
public interface SourceSession {

  /** Starts the next attempt; the one before has ended. */
  SourceAttempt start();

  /** How many attempts were started. */
  long attempts();

  /** Refuses what the attempt emits from now on and interrupts it. Returns at once. */
  void cancel();
}
