package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.time.Time;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The batch that is being filled: decides when it is committed, by records, bytes and linger. Owned
 * by the pipeline thread.
 */
final class OpenBatch {
  private final Destinations destinations;
  private final Committer committer;
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
      Committer committer,
      Processing processing,
      JournalProgress journal,
      EventRetries retries,
      CrashWatch crashes,
      PipelineOptions options,
      StatusBoard board,
      Time time) {
    this.destinations = destinations;
    this.committer = committer;
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
    if (careful) {
      commit();
      crashes.suspect(item);
      committer.recordSuspect();
    }
    try {
      retries.apply(item, null, current, commit);
    } catch (PipelineFailure | SinkException e) {
      commit();
      throw e;
    }
    if (item.isEvent() && !batch.endsWith(item)) {
      // It is durable from before, so nobody is to wait for it.
      board.passReplay();
      if (careful) {
        crashes.passReplay();
      }
    }
    journal.applied(item, sequence, batch);
    boolean full =
        careful
            || Math.max(batch.events(), batch.records()) >= options.batchMaxRecords()
            || batch.bytes() >= options.batchMaxBytes()
            || batch.isFull();
    if (full) {
      commit();
    }
  }

  private Batch current() {
    return batch;
  }

  /** Nanoseconds until the batch has lingered long enough; nothing to wait for when it is empty. */
  long lingerNanosLeft() {
    return batch.isEmpty()
        ? Long.MAX_VALUE
        : options.batchLinger().toNanos() - (time.nanos() - openSinceNanos);
  }

  /** Ends the run when another one has its lease; there need not be anything to commit. */
  void requireLease() throws SinkException, PipelineFailure {
    committer.requireLease();
  }

  /** Commits what there is. */
  void commit() throws SinkException, PipelineFailure {
    if (batch.isEmpty()) {
      return;
    }
    Batch sealed = batch;
    try {
      commit(sealed);
    } catch (SinkException e) {
      if (!(e.verdict() instanceof Verdict.Split)) {
        throw e;
      }
      processing.rollBack();
      new Isolation(
              sealed, processing, retries, journal, () -> Batch.open(destinations), this::commit)
          .run();
    }
    batch = Batch.open(destinations);
  }

  private void commit(Batch sealed) throws SinkException, PipelineFailure {
    journal.force();
    committer.commit(sealed);
    journal.saved();
    board.gaps(committer.savedGaps());
    Duration lag = Duration.ofNanos(Math.max(0, time.nanos() - sealed.oldestNanos()));
    board.committed(sealed, time.now(), lag);
  }
}
