package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.journal.Journal;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.EventQueue;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.time.Time;
import org.jspecify.annotations.Nullable;

/**
 * How far the journal of a run was handled: counted in the ledger, saved with the document, and
 * only then given back. Does nothing where there is no journal. Owned by the pipeline thread.
 */
final class JournalProgress {
  private final @Nullable Journal journal;
  private final Ledger ledger;
  private final EventQueue queue;
  private final Time time;

  JournalProgress(@Nullable Journal journal, Ledger ledger, EventQueue queue, Time time) {
    this.journal = journal;
    this.ledger = ledger;
    this.queue = queue;
    this.time = time;
  }

  /** How many items earlier runs left that are not handled. */
  long backlog() {
    return journal == null ? 0 : journal.backlog();
  }

  /** Everything was handled, and nothing more comes: the next run may do without the journal. */
  void end(Committer committer) throws SinkException, PipelineFailure {
    if (journal != null) {
      committer.recordDrained();
    }
  }

  /**
   * Whether an item that comes from the journal was handled by a run that did not get as far as to
   * handle all before it.
   */
  boolean isAhead(QueueItem item, long sequence) {
    return journal != null && ledger.isAhead(item.resourceName(), sequence);
  }

  /** An item was applied to the batch. Were nothing else to be saved, its number still is. */
  void applied(QueueItem item, long sequence, Batch batch) {
    if (journal != null) {
      ledger.passJournal(sequence);
      batch.number(item, sequence);
      batch.touch(time.nanos());
    }
  }

  /**
   * An item of a refused batch was applied to a piece of it. Pieces do not follow each other in the
   * order of the journal, so how far each resource is says the document until all are done.
   */
  void appliedApart(QueueItem item, Batch refused) {
    String resource = item.resourceName();
    Long sequence = refused.numberOf(item);
    if (resource != null && sequence != null) {
      ledger.passJournalAhead(resource, sequence);
    }
  }

  /** All pieces of a refused batch are handled; that is saved with what is left of it. */
  void endApart(Batch refused, Batch last) {
    if (journal != null) {
      ledger.passJournal(refused.lastNumber());
      last.touch(time.nanos());
    }
  }

  /**
   * The batch is about to be written. Recovery cuts back what no document knows, because the
   * journal has it: so it must have it whatever the machine does.
   *
   * @throws SinkException with {@code Stop} when that cannot be known
   */
  void force() throws SinkException {
    if (journal != null) {
      journal.requireForced();
    }
  }

  /** A document was saved. */
  void saved() {
    if (journal != null) {
      queue.passed(ledger.savedJournalSequence());
    }
  }
}
