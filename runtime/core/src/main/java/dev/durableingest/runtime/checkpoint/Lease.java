package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.sink.SinkException;
import java.time.Duration;

/** A lease that runs out unless it is renewed. Thread-safe. */
public interface Lease {

  /** How long it lasts after a renewal, by the clock of the store. */
  Duration length();

  /**
   * Moves its end, if it is still this run's: also when it had run out, and nobody took it.
   *
   * @throws SinkException with {@code Fenced} when another run has taken it; with {@code RetrySame}
   *     when the store gave no answer
   */
  void renew() throws SinkException;
}
