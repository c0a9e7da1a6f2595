package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Starts;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.time.Time;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Commits a batch: write, save, tell, in this order, each step only after the one before it
 * answered well for the whole batch. The order is the promise; see docs/concepts/durability.md.
 */
final class Committer {
  private static final Logger LOGGER = System.getLogger(Committer.class.getName());

  private final Destinations destinations;
  private final DeadLetterQueue deadLetters;
  private final Ledger ledger;
  private final Acknowledger acknowledger;
  private final Retries retries;
  private final LeaseGuard lease;
  private final Time time;

  Committer(
      Destinations destinations,
      DeadLetterQueue deadLetters,
      Ledger ledger,
      Acknowledger acknowledger,
      Retries retries,
      LeaseGuard lease,
      Time time) {
    this.destinations = destinations;
    this.deadLetters = deadLetters;
    this.ledger = ledger;
    this.acknowledger = acknowledger;
    this.retries = retries;
    this.lease = lease;
    this.time = time;
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
   * Saves that this run ends in order: its start is no sign of an event that kills the process.
   * Nothing but that is saved, and a failure is only logged, because the run has its own end.
   *
   * @param starts what is left to say of starts
   */
  void recordEnd(Starts starts) {
    CheckpointDocument saved = ledger.saved();
    if (saved.starts().equals(starts)) {
      return;
    }
    try {
      // What waits in an open transaction is no part of the end.
      if (isSame(destinations.store().reread(), saved)) {
        destinations.store().save(saved.followedBy(starts));
      }
    } catch (SinkException e) {
      LOGGER.log(Level.DEBUG, "The end was not recorded: " + e.getMessage());
    }
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
   * @return the revision of the saved document
   * @throws SinkException with {@code Split} when a sink has definitely refused its part; then
   *     nothing of the batch is anywhere
   */
  long commit(Batch batch) throws SinkException, PipelineFailure {
    requireLease();
    write(batch);
    if (!batch.deadLetters().isEmpty()) {
      retries.untilDone(() -> deadLetters.append(batch.deadLetters()));
    }
    if (!batch.marks().isEmpty()) {
      retries.untilDone(() -> deadLetters.mark(batch.marks()));
    }
    CheckpointDocument next =
        ledger.next(time.now(), destinations.positions(), deadLetters.position());
    save(batch, next);
    ledger.saved(next);
    copy(next);
    acknowledger.tell(ledger.savedView());
    return next.revision();
  }

  private void write(Batch batch) throws SinkException, PipelineFailure {
    Deque<Sink> written = new ArrayDeque<>();
    for (Sink sink : destinations.inWritingOrder()) {
      if (batch.part(sink).isEmpty()) {
        continue;
      }
      try {
        write(sink, batch.part(sink));
        written.push(sink);
      } catch (SinkException e) {
        if (e.verdict() instanceof Verdict.Split) {
          takeBack(written, e);
        }
        throw e;
      }
    }
  }

  private void write(Sink sink, SinkBatch part) throws SinkException, PipelineFailure {
    if (sink != destinations.transactional()) {
      retries.untilDone(() -> sink.write(part));
      return;
    }
    while (true) {
      try {
        sink.write(part);
        retries.reset();
        return;
      } catch (SinkException e) {
        retries.pauseAfter(e);
        requireSame(retries.untilAnswered(destinations.store()::reread), ledger.saved());
      }
    }
  }

  /** Takes a batch back from the sinks that took their part before another one refused its own. */
  private void takeBack(Deque<Sink> written, SinkException refusal)
      throws SinkException, PipelineFailure {
    for (Sink sink : written) {
      if (!sink.kind().canTakeBack()) {
        throw new SinkException(
            Verdict.STOP,
            refusal.getMessage()
                + ". The batch cannot be taken apart, because "
                + sink.description()
                + " has its part of it already.",
            refusal);
      }
      retries.untilDone(sink::undo);
    }
  }

  /** Saves, together with what waits in the document's own transaction, until that is known. */
  private void save(Batch batch, CheckpointDocument next) throws SinkException, PipelineFailure {
    CheckpointStore store = destinations.store();
    boolean wasSent = false;
    while (true) {
      try {
        lease.requireHeld();
        if (wasSent) {
          writeAgain(batch);
        }
        store.save(next);
        retries.reset();
        return;
      } catch (SinkException e) {
        if (wasSent && e.verdict() instanceof Verdict.Fenced && isStored(next)) {
          return; // an earlier try has arrived late, and it is what refuses this one
        }
        retries.pauseAfter(e);
        wasSent = true;
        // Whatever the failure was, the truth is what is stored: the step may have been applied.
        CheckpointDocument stored = retries.untilAnswered(store::reread);
        if (isSame(stored, next)) {
          return;
        }
        if (!stored.admits(next)) {
          throw Retries.fenced(store.description());
        }
      }
    }
  }

  /** A transaction that did not commit has taken its rows with it. */
  private void writeAgain(Batch batch) throws SinkException {
    Sink transactional = destinations.transactional();
    if (transactional == null || batch.part(transactional).isEmpty()) {
      return;
    }
    try {
      transactional.write(batch.part(transactional));
    } catch (SinkException e) {
      if (e.verdict() instanceof Verdict.Split) {
        // It took them before, so the records are not at fault.
        throw new SinkException(Verdict.STOP, String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }

  private void requireSame(CheckpointDocument stored, CheckpointDocument mine)
      throws PipelineFailure {
    if (!isSame(stored, mine)) {
      throw Retries.fenced(destinations.store().description());
    }
  }

  private boolean isStored(CheckpointDocument mine) throws SinkException, PipelineFailure {
    return isSame(retries.untilAnswered(destinations.store()::reread), mine);
  }

  private static boolean isSame(CheckpointDocument stored, CheckpointDocument mine) {
    return stored.revision() == mine.revision()
        && stored.epoch() == mine.epoch()
        && stored.owner().equals(mine.owner())
        && stored.incarnation().equals(mine.incarnation());
  }

  private void copy(CheckpointDocument document) {
    CheckpointStore copy = destinations.copy();
    if (copy == null) {
      return;
    }
    try {
      copy.copy(document);
    } catch (SinkException e) {
      // The authority has it; a copy that is late harms nobody, and the next one replaces it.
      LOGGER.log(Level.WARNING, "No copy of the checkpoint was kept: " + e.getMessage());
    }
  }
}
