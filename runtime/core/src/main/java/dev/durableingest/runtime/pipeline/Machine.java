package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.AttemptScope;
import dev.durableingest.runtime.source.SourceSession;
import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.time.Waits;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Everything outside itself that a runner touches: clocks, chance, threads and destinations. The
 * real one is the machine that we run on; the simulator is another.
 */
public interface Machine {

  /** The clocks. */
  Time time();

  /** How the pipeline thread waits. */
  Waits waits();

  /** Where names and jitter come from. */
  RandomGenerator random();

  /**
   * Opens sinks and store; does not take the lease.
   *
   * @throws SinkException with {@code RetrySame} where waiting may help
   */
  Destinations openDestinations() throws SinkException;

  /**
   * Opens the dead letters.
   *
   * @throws SinkException with {@code RetrySame} where waiting may help
   */
  DeadLetterQueue openDeadLetters() throws SinkException;

  /** Makes the source; starts nothing yet. */
  SourceSession openSource(AttemptScope scope);

  /**
   * Begins to do a step again and again, beside the pipeline thread.
   *
   * @param name for people
   * @param period from the end of a step to the begin of the next
   * @param step throws nothing
   */
  Repeating repeat(String name, Duration period, Runnable step);

  /** Starts what tells the source. */
  Acknowledger openAcknowledger();
}
