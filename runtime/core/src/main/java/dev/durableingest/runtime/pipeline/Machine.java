package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.file.SegmentStore;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.AttemptScope;
import dev.durableingest.runtime.source.SourceSession;
import java.util.Optional;

/**
 * Everything outside itself that a runner touches: its surroundings and its destinations. The real
 * one is the machine that we run on; the simulator is another.
 */
public interface Machine {

  /** Clocks, waits, chance and threads. */
  Surroundings surroundings();

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

  /**
   * Takes the place of the intake journal, where the run has one.
   *
   * @throws SinkException with {@code RetrySame} where waiting may help
   */
  Optional<SegmentStore> openJournal() throws SinkException;

  /** Makes the source; starts nothing yet. */
  SourceSession openSource(AttemptScope scope);

  /** Starts what tells the source. */
  Acknowledger openAcknowledger();
}
