package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The steps of a commit that touch something durable, each repeated until its outcome is known. Who
 * calls them answers for their order. Owned by the pipeline thread.
 */
final class CommitSteps {
  private static final Logger LOGGER = System.getLogger(CommitSteps.class.getName());

  private final Destinations destinations;
  private final DeadLetterQueue deadLetters;
  private final Retries retries;
  private final LeaseGuard lease;

  CommitSteps(
      Destinations destinations, DeadLetterQueue deadLetters, Retries retries, LeaseGuard lease) {
    this.destinations = destinations;
    this.deadLetters = deadLetters;
    this.retries = retries;
    this.lease = lease;
  }

  /**
   * Writes a batch to every sink that has a part of it.
   *
   * @param saved the document that is stored
   * @throws SinkException with {@code Split} when a sink has definitely refused its part; then
   *     nothing of the batch is anywhere
   */
  void write(Batch batch, CheckpointDocument saved) throws SinkException, PipelineFailure {
    Deque<Sink> written = new ArrayDeque<>();
    for (Sink sink : destinations.inWritingOrder()) {
      if (batch.part(sink).isEmpty()) {
        continue;
      }
      try {
        write(sink, batch.part(sink), saved);
        written.push(sink);
      } catch (SinkException e) {
        if (e.verdict() instanceof Verdict.Split) {
          takeBack(written, e);
        }
        throw e;
      }
    }
  }

  private void write(Sink sink, SinkBatch part, CheckpointDocument saved)
      throws SinkException, PipelineFailure {
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
        requireSame(retries.untilAnswered(destinations.store()::reread), saved);
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

  /** Makes the dead letters of a batch durable, and what was done with earlier ones. */
  void append(Batch batch) throws SinkException, PipelineFailure {
    if (!batch.deadLetters().isEmpty()) {
      retries.untilDone(() -> deadLetters.append(batch.deadLetters()));
    }
    if (!batch.marks().isEmpty()) {
      retries.untilDone(() -> deadLetters.mark(batch.marks()));
    }
  }

  /** The document of what was appended is saved. */
  void documentSaved() throws SinkException, PipelineFailure {
    destinations.all().forEach(Sink::documentSaved);
    retries.untilDone(deadLetters::documentSaved);
  }

  /** A document with the ends that sinks and dead letters have now. */
  CheckpointDocument withEnds(CheckpointDocument draft) {
    return draft.withEnds(destinations.positions(), deadLetters.position());
  }

  /**
   * Saves, together with what waits in the document's own transaction, until that is known; then
   * gives the copy to the store that keeps one.
   */
  void save(Batch batch, CheckpointDocument next) throws SinkException, PipelineFailure {
    saveUntilKnown(batch, next);
    copy(next);
  }

  private void saveUntilKnown(Batch batch, CheckpointDocument next)
      throws SinkException, PipelineFailure {
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

  /** Whether two documents are the same save of the same run. */
  static boolean isSame(CheckpointDocument stored, CheckpointDocument mine) {
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
