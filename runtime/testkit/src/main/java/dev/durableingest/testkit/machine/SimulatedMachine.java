package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.file.SegmentStore;
import dev.durableingest.runtime.pipeline.Destinations;
import dev.durableingest.runtime.pipeline.Machine;
import dev.durableingest.runtime.pipeline.Repeating;
import dev.durableingest.runtime.pipeline.SideThread;
import dev.durableingest.runtime.pipeline.Surroundings;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.source.AttemptScope;
import dev.durableingest.runtime.source.SourceSession;
import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.time.Waits;
import dev.durableingest.testkit.oracle.Violation.Promise;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.world.Effect;
import dev.durableingest.testkit.world.Fault;
import dev.durableingest.testkit.world.Plan.Layout;
import dev.durableingest.testkit.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The machine on which one life runs: the world is the clock, the wait and every destination. */
public final class SimulatedMachine implements Machine, Surroundings, Time, Waits {
  private static final long STEP_NANOS = 100_000;

  private final Life life;
  private final World world;
  private final Connector connector;
  private final Executor threads;
  private @Nullable SimulatedSource source;
  private @Nullable SimulatedAcknowledger acknowledger;
  private final Patience patience;
  private final List<Repeated> repeating = new ArrayList<>();
  private long draws;

  /**
   * @param life whose machine it is
   * @param connector what runs on it
   * @param threads runs what is done beside the pipeline thread
   */
  public SimulatedMachine(Life life, Connector connector, Executor threads) {
    this.life = life;
    this.threads = threads;
    this.world = life.world();
    this.connector = connector;
    this.patience = new Patience(life);
    life.beside(this::runBeside);
  }

  /** The other threads get their turn. */
  private void runBeside() {
    List.copyOf(repeating).forEach(Repeated::runIfDue);
  }

  @Override
  public Surroundings surroundings() {
    return this;
  }

  @Override
  public Time time() {
    return this;
  }

  @Override
  public Waits waits() {
    return this;
  }

  @Override
  public long nanos() {
    return patience.shown(world.nanos());
  }

  @Override
  public Instant now() {
    return Instant.ofEpochSecond(1_800_000_000L, world.nanos());
  }

  /** Names that differ from life to life, and no jitter: the scheduler moves the clock anyhow. */
  @Override
  public RandomGenerator random() {
    return () -> ++draws << 32 | life.number();
  }

  @Override
  public long await(Condition condition, long nanos) {
    Fault fault = life.before(Effect.WAIT);
    runBeside();
    SimulatedAcknowledger tells = acknowledger;
    if (tells != null && world.choices().pick(2) == 0) {
      tells.deliver();
    }
    SimulatedSource steps = source;
    patience.look(steps, nanos);
    if (steps != null && steps.step()) {
      world.pass(STEP_NANOS);
      life.afterQuietly(fault);
      return nanos - STEP_NANOS;
    }
    long passed = world.isCalm() || world.choices().pick(2) == 0 ? nanos : nanos / 2 + 1;
    world.pass(passed);
    checkLinger(steps);
    life.afterQuietly(fault);
    boolean waitsOn = world.has(PlantedBug.LINGER_NEEDS_AN_EVENT) && steps != null;
    return waitsOn ? nanos : nanos - passed;
  }

  @Override
  public Destinations openDestinations() throws SinkException {
    Fault fault = life.begin(Effect.OPEN, "refused");
    Layout layout = world.plan().layout();
    Map<Role, Sink> sinks = new EnumMap<>(Role.class);
    CheckpointStore store;
    CheckpointStore copy = null;
    if (layout.hasTable()) {
      TableSink table = new TableSink(life);
      sinks.put(Role.OLAP, table);
      store = table.checkpointStore();
      copy = layout == Layout.TABLE ? null : new SimulatedStore(life, null);
    } else {
      store = new SimulatedStore(life, null);
    }
    if (layout.hasBlocks()) {
      sinks.put(Role.OLAP, new BlockSink(life));
    }
    if (layout.hasFile()) {
      sinks.put(Role.STREAM, new FileSink(life));
    } else if (layout.hasSent()) {
      sinks.put(Role.STREAM, new SendingSink(life));
    }
    life.afterQuietly(fault);
    return new Destinations(sinks, store, copy);
  }

  @Override
  public DeadLetterQueue openDeadLetters() throws SinkException {
    Fault fault = life.begin(Effect.OPEN, "refused");
    life.afterQuietly(fault);
    return new LetterFile(life);
  }

  @Override
  public Optional<SegmentStore> openJournal() {
    return world.plan().isJournaled() ? Optional.of(new SimulatedJournal(life)) : Optional.empty();
  }

  @Override
  public SourceSession openSource(AttemptScope scope) {
    SimulatedSource opened = new SimulatedSource(life, scope, connector);
    source = opened;
    return opened;
  }

  @Override
  public Acknowledger openAcknowledger() {
    SimulatedAcknowledger opened = new SimulatedAcknowledger(life);
    acknowledger = opened;
    return opened;
  }

  /** The step is done while the pipeline thread waits, once its time has come. */
  @Override
  public Repeating repeat(String name, Duration period, Runnable step) {
    boolean isBlind = name.equals("lease") && world.has(PlantedBug.LEASE_OF_A_DEAD_THREAD);
    Repeated repeated = new Repeated(period.toNanos(), isBlind ? this::renewBlindly : step);
    repeating.add(repeated);
    return repeated;
  }

  @Override
  public SideThread sideThread(String name) {
    return new SimulatedSideThread(life, threads);
  }

  /** Renews the lease, whatever the pipeline thread does. */
  private void renewBlindly() {
    try {
      new SimulatedLease(life).renew();
    } catch (SinkException e) {
      // The bug: nobody is told.
    }
  }

  private final class Repeated implements Repeating {
    private final long periodNanos;
    private final Runnable step;
    private long dueNanos;

    Repeated(long periodNanos, Runnable step) {
      this.periodNanos = periodNanos;
      this.step = step;
      this.dueNanos = world.nanos() + periodNanos;
    }

    void runIfDue() {
      if (world.nanos() >= dueNanos) {
        dueNanos = world.nanos() + periodNanos;
        step.run();
      }
    }

    @Override
    public void close() {
      repeating.remove(this);
    }
  }

  /** In the calm life a batch is durable when the source has been silent for longer than it may. */
  private void checkLinger(@Nullable SimulatedSource steps) {
    if (world.isCalm()
        && steps != null
        && steps.isAboutToEnd()
        && !life.oracle().isDurable(steps.newest())) {
      life.oracle().report(Promise.LINGER_ENDS, "event " + steps.newest() + " is not committed");
    }
  }
}
