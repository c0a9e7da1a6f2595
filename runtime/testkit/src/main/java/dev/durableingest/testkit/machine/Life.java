package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.pipeline.PipelineRunner;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.testkit.oracle.Oracle;
import dev.durableingest.testkit.oracle.Violation.Promise;
import dev.durableingest.testkit.world.Coverage;
import dev.durableingest.testkit.world.Crash;
import dev.durableingest.testkit.world.Effect;
import dev.durableingest.testkit.world.Fault;
import dev.durableingest.testkit.world.LeasePlace;
import dev.durableingest.testkit.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One process with one runner in it, from its start to its death or end. */
public final class Life {
  private static final int STEPS_MAX = 5_000;
  static final long STALL_NANOS = 3_000_000_000L;

  /** Thirds of a lease: well beyond those for which a silent thread may keep it. */
  private static final int HANG_STEPS = 24;

  private final World world;
  private final Oracle oracle;
  private final Coverage coverage;
  private final int version;
  private final int number;
  private final List<Runnable> afterSave = new ArrayList<>();
  private @Nullable PipelineRunner runner;
  private @Nullable Companion companion;
  private @Nullable Object leaseStore;
  private Runnable beside = () -> {};
  private @Nullable SimulatedSideThread side;
  private String owner = "";
  private @Nullable CheckpointDocument found;
  private boolean dead;
  private boolean hasReasonToFail;
  private boolean hasStrayed;
  private boolean hasJustFailed;
  private int steps;

  /** The other runner, where there may be one. */
  public interface Companion {

    /** Lets it run for a while. */
    void runOther();

    /** The machine dies, and it with it. */
    void dieTogether();
  }

  /**
   * @param world what outlives it
   * @param oracle who watches
   * @param coverage where it counts what happened
   * @param version which version of the mapping it has
   */
  public Life(World world, Oracle oracle, Coverage coverage, int version) {
    this.world = world;
    this.oracle = oracle;
    this.coverage = coverage;
    this.version = version;
    this.number = world.nextLife();
    coverage.countLife();
  }

  /** Starts it. */
  public void start(PipelineRunner started, @Nullable Companion other) {
    runner = started;
    companion = other;
  }

  /** What other threads of its process do again and again. */
  void beside(Runnable steps) {
    beside = steps;
  }

  /** It commits beside. */
  void sideThread(SimulatedSideThread opened) {
    side = opened;
  }

  /** The pipeline thread goes on to another event: the other thread may come first. */
  void turn() {
    if (side != null) {
      side.turn();
    }
  }

  /** What outlives it. */
  public World world() {
    return world;
  }

  /** Who watches. */
  public Oracle oracle() {
    return oracle;
  }

  /** Which version of the mapping it has. */
  public int version() {
    return version;
  }

  /** Which life of its world it is, from 1. */
  int number() {
    return number;
  }

  /** Who it is in the document. */
  public String owner() {
    return owner;
  }

  /** Whether it takes the lease through another store than before, which it does at most once. */
  boolean takesLeaseAgain(Object store) {
    boolean again = leaseStore != null && leaseStore != store;
    leaseStore = store;
    return again;
  }

  /** It has the lease under this name, and found this document. */
  void own(String name, CheckpointDocument document) {
    owner = name;
    found = document;
  }

  /** The document that it found; null before. */
  @Nullable CheckpointDocument found() {
    return found;
  }

  /** Whether it died; what it does then has no effect. */
  public boolean isDead() {
    return dead;
  }

  /** It dies, at its next effect at the latest. */
  public void die() {
    dead = true;
  }

  /** Whether something happened that no repetition mends. */
  public boolean hasReasonToFail() {
    return hasReasonToFail;
  }

  /** Whether the last thing that was tried did not succeed, so that it is waited for. */
  boolean hasJustFailed() {
    return hasJustFailed;
  }

  /** Its source emits to a resource that does not exist. */
  void stray() {
    hasStrayed = true;
    hasReasonToFail = true;
  }

  /** Whether its source has emitted to a resource that does not exist. */
  public boolean hasStrayed() {
    return hasStrayed;
  }

  /** What a planted bug does only after the document was saved. */
  public List<Runnable> afterSave() {
    return afterSave;
  }

  /**
   * An effect is about to happen: says what goes wrong with it.
   *
   * @throws Crash when the process dies before it
   */
  public Fault before(Effect effect) {
    if (side != null) {
      side.yieldBefore(effect);
    }
    if (dead) {
      throw new Crash();
    }
    countStep();
    if (world.hasLate() && world.choices().pick(3) == 1) {
      world.land();
    }
    boolean shared = world.plan().twoRunners();
    Fault fault =
        world.isCalm()
            ? Fault.NONE
            : effect.fault(shared, world.choices().fault(effect.faults(shared)));
    coverage.count(state(), effect, fault);
    if (world.isTold()) {
      world.note("life " + number + " " + state() + " " + effect + " " + fault);
    }
    if (!effect.isBesideTheLoop()) {
      hasJustFailed = fault.isFailure();
    } else if (effect == Effect.RENEW) {
      hasJustFailed |= fault.isFailure(); // the loop may be asking, too
    }
    switch (fault) {
      case CRASH_BEFORE -> throw crash();
      case MACHINE_CRASH_BEFORE -> throw machineCrash();
      case STOP -> stop();
      case STALL -> world.pass(STALL_NANOS);
      case SWITCH -> runOther();
      case HANGS -> throw hang();
      default -> {}
    }
    return fault;
  }

  /**
   * An effect is about to happen that may be refused, and tried again as it is.
   *
   * @param refusal why, for people
   * @throws SinkException when it is refused
   */
  Fault begin(Effect effect, String refusal) throws SinkException {
    Fault fault = before(effect);
    if (fault == Fault.REFUSED) {
      throw failure(Verdict.RETRY_SAME, refusal);
    }
    return fault;
  }

  /**
   * An effect has happened: its process may die of it, or its answer may be lost.
   *
   * @param unknown what a lost answer means
   */
  public void after(Fault fault, Verdict unknown) throws SinkException {
    afterQuietly(fault);
    if (fault == Fault.LOST_AFTER) {
      throw failure(unknown, "the answer was lost");
    }
  }

  /** The same for an effect that has no answer. */
  public void afterQuietly(Fault fault) {
    if (fault == Fault.CRASH_AFTER) {
      throw crash();
    }
    if (fault == Fault.MACHINE_CRASH_AFTER) {
      throw machineCrash();
    }
  }

  /** A failure, and what to do about it. */
  public SinkException failure(Verdict verdict, String message) {
    if (verdict instanceof Verdict.Stop || verdict instanceof Verdict.InUse) {
      hasReasonToFail = true;
    }
    return new SinkException(verdict, message, null);
  }

  /** The process dies now. */
  public Crash crash() {
    dead = true;
    return new Crash();
  }

  private Crash machineCrash() {
    dead = true;
    world.loseUnforced();
    if (companion != null) {
      companion.dieTogether();
    }
    return new Crash();
  }

  /** The pipeline thread hangs, the others go on; in the end somebody kills the process. */
  private Crash hang() {
    for (int i = 0; i < HANG_STEPS; i++) {
      world.pass(LeasePlace.LENGTH_NANOS / 3);
      beside.run();
    }
    if (world.plan().leased() && world.lease().isHeldBy(owner, world.nanos())) {
      oracle.report(Promise.LIVENESS, "a pipeline thread that hangs keeps the lease for ever");
    }
    return crash();
  }

  private void stop() {
    if (runner != null) {
      runner.stop();
    }
  }

  private void runOther() {
    if (companion != null) {
      companion.runOther();
      if (dead) {
        throw new Crash();
      }
    }
  }

  private void countStep() {
    if (++steps > STEPS_MAX) {
      if (world.isCalm()) {
        oracle.report(Promise.LIVENESS, "the calm life does not end, it is " + state());
      }
      throw crash();
    }
  }

  /** Where its runner stands. */
  RunnerState state() {
    return runner == null ? RunnerState.ACQUIRING : runner.status().state();
  }
}
