package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.file.SegmentStore;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.AttemptScope;
import dev.durableingest.runtime.source.SourceSession;
import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.time.Waits;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A machine with clocks of its own.
 *
 * @param machine what it is otherwise
 * @param time its clocks
 */
record OtherTime(Machine machine, Time time) implements Machine, Surroundings {
  @Override
  public Surroundings surroundings() {
    return this;
  }

  @Override
  public Waits waits() {
    return machine.surroundings().waits();
  }

  @Override
  public RandomGenerator random() {
    return machine.surroundings().random();
  }

  @Override
  public Repeating repeat(String name, Duration period, Runnable step) {
    return machine.surroundings().repeat(name, period, step);
  }

  @Override
  public SideThread sideThread(String name) {
    return machine.surroundings().sideThread(name);
  }

  @Override
  public Destinations openDestinations() throws SinkException {
    return machine.openDestinations();
  }

  @Override
  public DeadLetterQueue openDeadLetters() throws SinkException {
    return machine.openDeadLetters();
  }

  @Override
  public Optional<SegmentStore> openJournal() throws SinkException {
    return machine.openJournal();
  }

  @Override
  public SourceSession openSource(AttemptScope scope) {
    return machine.openSource(scope);
  }

  @Override
  public Acknowledger openAcknowledger() {
    return machine.openAcknowledger();
  }
}
