package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.time.Time;
import java.util.function.Supplier;

/**
 * The batch that is being filled: decides when it is committed, by records, bytes and linger. It may
 * be filled while the one before is committed, and grows beyond its linger until that is done. Owned
 * by the pipeline thread.
 */
final class OpenBatch {
  private final Destinations destinations;
  private final Commits commits;
  private final Processing processing;
  private final JournalProgress journal;
  private final EventRetries retries;
  private final CrashWatch crashes;
  private final PipelineOptions options;
  private final StatusBoard board;
  private final Time time;
  private Batch batch;
  // Not when its first event was emitted: after a commit that took long all that waits in the queue
  // is old, and would be committed in small pieces, each as slowly, so that it were old for ever.
  private long openSinceNanos;
  // Made once, since each event is handled with them.
  private final Supplier<Batch> current = this::current;
  private final EventRetries.BeforeWait commit = this::commit;

  OpenBatch(
      Destinations destinations,
      Commits commits,
      Processing processing,
      JournalProgress journal,
      EventRetries retries,
      CrashWatch crashes,
      PipelineOptions options,
      StatusBoard board,
      Time time) {
    this.destinations = destinations;
    this.commits = commits;
    this.processing = processing;
    this.journal = journal;
    this.retries = retries;
    this.crashes = crashes;
    this.options = options;
    this.board = board;
    this.time = time;
    this.batch = Batch.open(destinations);
  }

  /**
   * Handles one item, and commits when the batch is full.
   *
   * @param sequence number of the item in the journal; without meaning where there is none
   * @throws PipelineFailure when the item ends the run; everything before it is committed then
   */
  void add(QueueItem item, long sequence) throws SinkException, PipelineFailure {
    if (batch.isEmpty()) {
      openSinceNanos = time.nanos();
    }
    if (journal.isAhead(item, sequence)) {
      journal.applied(item, sequence, batch);
      return;
    }
    boolean careful = item.isEvent() && crashes.isCareful();
    if (careful || item instanceof QueueItem.Started) {
      commit();
    }
    if (careful) {
      crashes.suspect(item);
      commits.recordSuspect();
    }
    apply(item);
    if (item.isEvent() && !batch.endsWith(item)) {
      // It is durable from before, so nobody is to wait for it.
      board.passReplay();
      if (careful) {
        crashes.passReplay();
      }
    }
    journal.applied(item, sequence, batch);
    if (careful) {
      commit();
    } else if (isFull()) {
      commitBeside();
    }
  }

  private void apply(QueueItem item) throws SinkException, PipelineFailure {
    try {
      retries.apply(item, null, current, commit);
    } catch (PipelineFailure | SinkException e) {
      if (!commits.isBroken()) {
        commit();
      }
      throw e;
    }
  }

  private boolean isFull() {
    return Math.max(batch.events(), batch.records()) >= options.batchMaxRecords()
        || batch.bytes() >= options.batchMaxBytes()
        || batch.isFull();
  }

  private Batch current() {
    return batch;
  }

  /** Commits the batch if it has lingered long enough, and no other is being committed. */
  void commitIfLingered() throws SinkException, PipelineFailure {
    if (lingerNanosLeft() <= 0) {
      commitBeside();
    }
  }

  /**
   * Nanoseconds until the batch has lingered long enough; nothing to wait for when it is empty, or
   * waits for another to be committed.
   */
  long lingerNanosLeft() {
    return batch.isEmpty() || commits.isUnderWay()
        ? Long.MAX_VALUE
        : options.batchLinger().toNanos() - (time.nanos() - openSinceNanos);
  }

  /**
   * Looks how the commit under way has ended, if it has. Ends the run when another one has its
   * lease; there need not be anything to commit.
   */
  void look() throws SinkException, PipelineFailure {
    if (commits.isOver()) {
      settle();
    }
    if (!commits.isUnderWay()) {
      commits.requireLease();
    }
  }

  /** Commits what there is. */
  void commit() throws SinkException, PipelineFailure {
    settle();
    if (batch.isEmpty()) {
      return;
    }
    Batch closed = close();
    try {
      commits.commit(closed);
    } catch (SinkException e) {
      if (!(e.verdict() instanceof Verdict.Split)) {
        throw e;
      }
      takeApart(closed);
    }
  }

  /** The same beside the pipeline thread, as soon as the commit before is done. */
  private void commitBeside() throws SinkException, PipelineFailure {
    if (!crashes.isQuiet()) {
      commit();
      return;
    }
    settle();
    if (!batch.isEmpty()) {
      commits.begin(close());
    }
  }

  private Batch close() {
    Batch closed = batch;
    batch = Batch.open(destinations);
    return closed;
  }

  /** Waits until nothing is under way. What was filled on top of a refused batch is done again. */
  private void settle() throws SinkException, PipelineFailure {
    Batch refused = commits.settle();
    if (refused != null) {
      Batch filled = close();
      takeApart(refused);
      addAgain(filled);
    }
  }

  private void takeApart(Batch refused) throws SinkException, PipelineFailure {
    processing.rollBack();
    new Isolation(
            refused,
            processing,
            retries,
            journal,
            () -> Batch.open(destinations),
            commits::commit)
        .run();
  }

  private void addAgain(Batch filled) throws SinkException, PipelineFailure {
    openSinceNanos = time.nanos();
    for (QueueItem item : filled.items()) {
      apply(item);
      journal.appliedAgain(item, filled, batch);
    }
    if (!filled.isEmpty()) {
      journal.endApart(filled, batch);
    }
  }

  /** Saves that this run ends in order, once what is under way has ended. */
  void recordEnd() {
    commits.recordEnd(crashes.atEnd());
  }
}
