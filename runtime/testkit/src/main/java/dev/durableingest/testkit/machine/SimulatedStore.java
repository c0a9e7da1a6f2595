package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.Lease;
import dev.durableingest.runtime.checkpoint.RedoLog;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.testkit.oracle.Oracle;
import dev.durableingest.testkit.oracle.Violation.Promise;
import dev.durableingest.testkit.planted.Distortion;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.world.DocumentPlace;
import dev.durableingest.testkit.world.Effect;
import dev.durableingest.testkit.world.Fault;
import dev.durableingest.testkit.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The store of the document: alone, or inside the table's transaction. */
final class SimulatedStore implements CheckpointStore {
  private final Life life;
  private final World world;
  private final Oracle oracle;
  private final DocumentPlace place;
  private final @Nullable TableSink table;
  private final Effect save;
  private @Nullable CheckpointDocument known;
  private @Nullable CheckpointDocument refused;
  private List<Gap> pending = List.of();

  /**
   * @param table whose transaction a save commits, or null
   */
  SimulatedStore(Life life, @Nullable TableSink table) {
    this.life = life;
    this.world = life.world();
    this.oracle = life.oracle();
    this.place = world.documents();
    this.table = table;
    this.save = table == null ? Effect.SAVE : Effect.COMMIT;
  }

  @Override
  public String description() {
    return "store";
  }

  @Override
  public CheckpointDocument acquire(CheckpointDocument firstRun) throws SinkException {
    CheckpointDocument early = place.current();
    boolean readsEarly = world.has(PlantedBug.READ_BEFORE_FENCING) && early != null;
    if (readsEarly) {
      life.before(Effect.REREAD);
    }
    Fault fault = life.before(Effect.ACQUIRE);
    if (fault == Fault.REFUSED || fault == Fault.LOST_BEFORE) {
      throw life.failure(Verdict.RETRY_SAME, "no answer");
    }
    if (fault == Fault.UNREADABLE && place.current() != null) {
      readDamaged();
    }
    requireFree(firstRun.owner());
    CheckpointDocument granted = place.grant(firstRun);
    oracle.granted(granted);
    if (life.takesLeaseAgain(this)) {
      oracle.report(Promise.LEASE_TAKEN_ONCE, "life " + life.number() + " takes it again");
    }
    life.own(firstRun.owner(), granted);
    life.after(fault, Verdict.RETRY_SAME);
    known = granted;
    if (world.has(PlantedBug.JOURNAL_OFFSET_BESIDE)) {
      return Distortion.withJournal(granted, world.beside());
    }
    if (world.has(PlantedBug.BUDGET_FORGOTTEN)) {
      return Distortion.withoutBudget(granted);
    }
    return readsEarly && early != null
        ? early.withLease(granted.epoch(), granted.owner())
        : granted;
  }

  @Override
  public Optional<Lease> lease() {
    return world.plan().leased() ? Optional.of(new SimulatedLease(life)) : Optional.empty();
  }

  /** Takes the lease for an owner, where it runs out, unless another still has it. */
  private void requireFree(String owner) throws SinkException {
    if (!world.plan().leased()) {
      return;
    }
    long left = world.lease().leftOfAnother(owner, world.nanos());
    if (left > 0) {
      throw life.failure(new Verdict.InUse(Duration.ofNanos(left)), "another run has the lease");
    }
    world.lease().take(owner, world.nanos());
  }

  @Override
  public void save(CheckpointDocument next) throws SinkException {
    CheckpointDocument wanted = distort(next);
    if (world.has(PlantedBug.LEASE_CHECKED_THEN_WRITTEN)) {
      requireAdmitted(wanted);
    }
    if (world.has(PlantedBug.ACKNOWLEDGE_BEFORE_SAVE) && wanted.position() != null) {
      int position = Integer.parseInt(wanted.position().json());
      oracle.acknowledged(position);
      world.acknowledge(position);
    }
    if (world.has(PlantedBug.JOURNAL_CUT_BEFORE_SAVE) && wanted.journal() != null) {
      world.journal().dropUpTo(wanted.journal().sequence());
    }
    Fault fault = life.before(save);
    if (fault == Fault.REFUSED) {
      rollBack();
      throw life.failure(Verdict.RETRY_SAME, "refused");
    }
    if (fault == Fault.LOST_BEFORE) {
      rollBack();
      throw life.failure(Verdict.REOPEN, "no answer");
    }
    if (fault == Fault.LATE) {
      place.sendLate(wanted);
      throw life.failure(Verdict.REOPEN, "no answer");
    }
    if (!world.has(PlantedBug.LEASE_CHECKED_THEN_WRITTEN)) {
      requireAdmitted(wanted);
    }
    if (table != null) {
      table.commit();
    }
    place.store(wanted);
    life.after(fault, Verdict.REOPEN);
    known = wanted;
    world.keepBeside(wanted.journal());
    life.afterSave().forEach(Runnable::run);
    life.afterSave().clear();
  }

  @Override
  public CheckpointDocument reread() throws SinkException {
    Fault fault = life.before(Effect.REREAD);
    if (fault == Fault.REFUSED || fault == Fault.LOST_BEFORE) {
      throw life.failure(Verdict.RETRY_SAME, "no answer");
    }
    if (table != null && !world.has(PlantedBug.UNKNOWN_COMMIT_ON_SAME_CONNECTION)) {
      table.reopen();
    }
    life.afterQuietly(fault);
    CheckpointDocument before = known;
    if (world.has(PlantedBug.UNKNOWN_SAVE_TAKEN_FOR_FAILURE) && before != null) {
      return before;
    }
    return current();
  }

  @Override
  public void copy(CheckpointDocument document) throws SinkException {
    Fault fault = life.begin(Effect.COPY, "refused");
    life.after(fault, Verdict.RETRY_SAME);
  }

  @Override
  public Optional<RedoLog> redoLog() {
    return world.plan().layout().hasBlocks()
        ? Optional.of(new SimulatedRedo(life))
        : Optional.empty();
  }

  @Override
  public Optional<CheckpointDocument> peek() {
    return Optional.ofNullable(place.current());
  }

  @Override
  public void close() {
    CheckpointDocument again = refused;
    if (world.has(PlantedBug.SAVE_AFTER_FENCED) && again != null && !life.isDead()) {
      place.store(again);
    }
    if (world.plan().leased() && !life.isDead()) {
      world.lease().release(life.owner());
    }
  }

  private CheckpointDocument distort(CheckpointDocument next) {
    if (world.has(PlantedBug.AFTER_NOT_COUNTED)) {
      return Distortion.withoutAfter(next);
    }
    if (world.has(PlantedBug.GAP_AFTER_SAVE) && known != null) {
      return Distortion.withGaps(next, known.revision() == 0 ? List.of() : lastGaps(next));
    }
    return next;
  }

  /** The gaps of the save before; those of this one come with the next. */
  private List<Gap> lastGaps(CheckpointDocument next) {
    List<Gap> before = pending;
    pending = next.gaps();
    return before;
  }

  private void requireAdmitted(CheckpointDocument next) throws SinkException {
    if (!place.admits(next)) {
      rollBack();
      refused = next;
      throw new SinkException(Verdict.FENCED, "the lease is another's", null);
    }
  }

  private void readDamaged() throws SinkException {
    if (world.has(PlantedBug.UNREADABLE_IS_NONE)) {
      place.forget(null);
    } else if (world.has(PlantedBug.FALLBACK_TO_PREVIOUS) && place.previous() != null) {
      place.forget(place.previous());
    } else {
      throw life.failure(Verdict.STOP, "the document cannot be read");
    }
  }

  private void rollBack() {
    if (table != null) {
      table.rollBack();
    }
  }

  private CheckpointDocument current() {
    CheckpointDocument found = place.current();
    if (found == null) {
      throw new IllegalStateException("There is no document");
    }
    known = found;
    return found;
  }
}
