package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.Stage;
import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Starts;
import dev.durableingest.runtime.checkpoint.GapHistory;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.time.Time;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Commits a batch: log, write, save, tell, in this order, each step only after the one before it
 * answered well for the whole batch. The order is the promise; see docs/concepts/durability.md.
 */
final class Committer {
  private static final Logger LOGGER = System.getLogger(Committer.class.getName());

  private final Destinations destinations;
  private final DeadLetterQueue deadLetters;
  private final GapHistory history;
  private final CommitSteps steps;
  private final Redo redo;
  private final Ledger ledger;
  private final Acknowledger acknowledger;
  private final Retries retries;
  private final LeaseGuard lease;
  private final Time time;
  private final Activity activity;

  Committer(
      Destinations destinations,
      DeadLetterQueue deadLetters,
      GapHistory history,
      Ledger ledger,
      Acknowledger acknowledger,
      Retries retries,
      LeaseGuard lease,
      Time time,
      Activity activity) {
    this.destinations = destinations;
    this.deadLetters = deadLetters;
    this.history = history;
    this.steps = new CommitSteps(destinations, deadLetters, retries, lease);
    this.redo = new Redo(destinations, retries);
    this.ledger = ledger;
    this.acknowledger = acknowledger;
    this.retries = retries;
    this.lease = lease;
    this.time = time;
    this.activity = activity;
  }

  /**
   * Saves that there was one more start, and where the sinks and the dead letters end, before
   * anything is written to one whose end no document records: what a crash left there could not be
   * told from what was there before.
   */
  void recordStart() throws SinkException, PipelineFailure {
    commit(Batch.open(destinations));
  }

  /**
   * Saves the name of an event before it is handled, and nothing else. The batch that is open stays
   * so: one that is sealed takes nothing more.
   */
  void recordSuspect() throws SinkException, PipelineFailure {
    commit(Batch.open(destinations));
  }

  /**
   * Saves that this run ends in order: its start is no sign of an event that kills the process.
   * Nothing but that is saved, and a failure is only logged, because the run has its own end. While
   * it is open what became of a batch that was kept, nothing is saved: the next run commits it, and
   * under this very revision.
   *
   * @param starts what is left to say of starts
   */
  void recordEnd(Starts starts) {
    CheckpointDocument saved = ledger.saved();
    if (saved.starts().equals(starts) || redo.isOpen()) {
      return;
    }
    try {
      // What waits in an open transaction is no part of the end.
      if (CommitSteps.isSame(destinations.store().reread(), saved)) {
        CheckpointDocument end = saved.followedBy(starts);
        destinations.store().save(end);
        ledger.ended(end);
      }
    } catch (SinkException e) {
      LOGGER.log(Level.DEBUG, "The end was not recorded: " + e.getMessage());
    }
  }

  /** The holes that the saved document knows. */
  List<Gap> savedGaps() {
    return ledger.saved().gaps();
  }

  /** Saves that the journal holds nothing any more, so that the next run may do without it. */
  void recordDrained() throws SinkException, PipelineFailure {
    ledger.drainJournal();
    commit(Batch.open(destinations));
  }

  /**
   * Makes sure that the run still has its lease, for as long as that takes.
   *
   * @throws SinkException with {@code Fenced} when another run has taken it
   */
  void requireLease() throws SinkException, PipelineFailure {
    retries.untilDone(lease::requireHeld);
  }

  /**
   * Commits a batch; when this returns, it is durable and saved.
   *
   * @throws SinkException with {@code Split} when a sink has definitely refused its part; then
   *     nothing of the batch is anywhere
   */
  void commit(Batch batch) throws SinkException, PipelineFailure {
    Commit commit = draft(batch);
    try {
      carryOut(commit);
    } finally {
      end(commit);
    }
  }

  /**
   * Closes a batch, to be carried out as the next commit: its document is drafted now. The one
   * before has ended.
   *
   * @throws SinkException with {@code Stop} when a cursor has no stored form
   */
  Commit draft(Batch batch) throws SinkException {
    CheckpointDocument draft =
        ledger.next(time.now(), destinations.positions(), deadLetters.position());
    return new Commit(batch, ledger.saved(), draft, ledger.takeClosed());
  }

  /**
   * Logs, writes and saves, on whichever thread; nothing else of the destinations is used
   * meanwhile, but that batches are filled.
   *
   * @throws SinkException with {@code Split} when a sink has definitely refused its part; then
   *     nothing of the batch is anywhere
   */
  void carryOut(Commit commit) throws SinkException, PipelineFailure {
    activity.enter(Stage.SINK);
    try {
      requireLease();
      Batch batch = commit.batch();
      batch.seal(commit.draft().token());
      redo.log(batch, commit.draft());
      write(commit);
      steps.append(batch);
      CheckpointDocument next = steps.withEnds(commit.draft());
      for (Gap gap : commit.closedGaps()) {
        retries.untilDone(() -> history.closed(gap, next.revision(), next.writtenAt()));
      }
      activity.enter(Stage.CHECKPOINT);
      steps.save(batch, next);
      redo.settle();
      commit.save(next);
      steps.documentSaved();
    } finally {
      activity.leave();
    }
  }

  private void write(Commit commit) throws SinkException, PipelineFailure {
    try {
      steps.write(commit.batch(), commit.before());
    } catch (SinkException e) {
      if (e.verdict() instanceof Verdict.Split) {
        redo.settle(); // nothing of it is anywhere
      }
      throw e;
    }
  }

  /** A commit has ended: what it saved, the ledger knows from now on, and the source is told. */
  void end(Commit commit) {
    CheckpointDocument saved = commit.saved();
    if (saved != null) {
      ledger.saved(saved);
      acknowledger.tell(ledger.savedView());
    }
  }
}
