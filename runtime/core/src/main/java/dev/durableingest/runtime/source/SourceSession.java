package dev.durableingest.runtime.source;

import java.util.Optional;

/**
 * The one source instance of a run and its attempts, one at a time. Owned by the pipeline thread.
 */
public interface SourceSession {

  /** Starts the next attempt; the one before has ended. */
  SourceAttempt start();

  /** For which events the source's promise holds, where it does not hold for all. */
  default Optional<String> condition() {
    return Optional.empty();
  }

  /** How many attempts were started. */
  long attempts();

  /** Refuses what the attempt emits from now on and interrupts it. Returns at once. */
  void cancel();
}
