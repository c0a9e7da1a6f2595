package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.Starts;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The commits of a run, one after the other: each on a thread of its own where the pipeline thread
 * may fill the next batch meanwhile, or at once on the pipeline thread. None begins before it is
 * known how the one before has ended, and after one that failed there is no other. Owned by the
 * pipeline thread.
 */
final class Commits implements AutoCloseable {
  private final Committer committer;
  private final JournalProgress journal;
  private final StatusBoard board;
  private final Time time;
  private final SideThread side;
  private final StopSignal stop;
  private final Runnable whenOver;
  private @Nullable Commit underWay;
  private boolean isBroken;

  /**
   * @param side carries out commits beside the pipeline thread
   * @param stop asked when the run ends while a commit is under way, which then has a time limit
   * @param whenOver called when such a commit is over, on any thread
   */
  Commits(
      Committer committer,
      JournalProgress journal,
      StatusBoard board,
      Time time,
      SideThread side,
      StopSignal stop,
      Runnable whenOver) {
    this.committer = committer;
    this.journal = journal;
    this.board = board;
    this.time = time;
    this.side = side;
    this.stop = stop;
    this.whenOver = whenOver;
  }

  /** Whether a batch is being committed beside, or its outcome was not looked at. */
  boolean isUnderWay() {
    return underWay != null;
  }

  /** Whether nothing would be waited for in {@link #settle}. */
  boolean isOver() {
    return side.isOver();
  }

  /** Whether a commit has failed: whatever was not saved is forgotten, and comes again. */
  boolean isBroken() {
    return isBroken && underWay == null;
  }

  /** Hands a batch over; none is under way. Nothing is added to it any more. */
  void begin(Batch batch) throws SinkException {
    Commit next = draft(batch);
    underWay = next;
    side.start(() -> carryOut(next), whenOver);
  }

  /**
   * Waits for the commit under way, if there is one.
   *
   * @return a batch that a sink has definitely refused, so that nothing of it is anywhere; the
   *     ledger is to be rolled back. Else null: what was under way is committed
   */
  @Nullable Batch settle() throws SinkException, PipelineFailure {
    Commit ended = underWay;
    if (ended == null) {
      return null;
    }
    side.await();
    underWay = null;
    try {
      end(ended);
      return null;
    } catch (SinkException e) {
      if (!(e.verdict() instanceof Verdict.Split)) {
        throw e;
      }
      isBroken = false;
      return ended.batch();
    }
  }

  /**
   * Commits a batch at once; none is under way.
   *
   * @throws SinkException with {@code Split} when a sink has definitely refused its part; then
   *     nothing of the batch is anywhere, and the ledger is to be rolled back
   */
  void commit(Batch batch) throws SinkException, PipelineFailure {
    Commit next = draft(batch);
    carryOut(next);
    try {
      end(next);
    } catch (SinkException e) {
      isBroken = !(e.verdict() instanceof Verdict.Split);
      throw e;
    }
  }

  /** Ends the run when another one has its lease; no commit is under way. */
  void requireLease() throws SinkException, PipelineFailure {
    committer.requireLease();
  }

  /** The next document names an event before it is handled; no commit is under way. */
  void recordSuspect() throws SinkException, PipelineFailure {
    committer.recordSuspect();
  }

  /** Saves that this run ends in order, once what is under way has ended. */
  void recordEnd(Starts starts) {
    awaitLast();
    committer.recordEnd(starts);
  }

  /** The run ends, whatever the reason: what is under way comes to its end. */
  @Override
  public void close() {
    awaitLast();
    side.close();
  }

  private void awaitLast() {
    Commit last = underWay;
    if (last != null) {
      stop.request();
      side.await();
      underWay = null;
      committer.end(last);
    }
  }

  private Commit draft(Batch batch) throws SinkException {
    if (isBroken || underWay != null) {
      throw new IllegalStateException("A commit would begin before the one before is done");
    }
    isBroken = true; // until it is known that it is not
    return committer.draft(batch);
  }

  private void carryOut(Commit commit) {
    try {
      journal.force();
      committer.carryOut(commit);
    } catch (SinkException | PipelineFailure | RuntimeException | Error e) {
      commit.fail(e);
    }
  }

  private void end(Commit commit) throws SinkException, PipelineFailure {
    committer.end(commit);
    commit.requireDone();
    isBroken = false;
    journal.saved();
    board.gaps(committer.savedGaps());
    Batch batch = commit.batch();
    Duration lag = Duration.ofNanos(Math.max(0, time.nanos() - batch.oldestNanos()));
    board.committed(batch, time.now(), lag);
  }
}
