package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.time.Time;

/**
 * Commits a batch: log, write, save, tell, in this order, each step only after the one before it
 * answered well for the whole batch. The order is the promise; see docs/concepts/durability.md.
 */
final class Committer {
  private final Destinations destinations;
  private final DeadLetterQueue deadLetters;
  private final CommitSteps steps;
  private final Redo redo;
  private final Ledger ledger;
  private final Acknowledger acknowledger;
  private final Time time;

  Committer(
      Destinations destinations,
      DeadLetterQueue deadLetters,
      Ledger ledger,
      Acknowledger acknowledger,
      Retries retries,
      Time time) {
    this.destinations = destinations;
    this.deadLetters = deadLetters;
    this.steps = new CommitSteps(destinations, deadLetters, retries);
    this.redo = new Redo(destinations, retries);
    this.ledger = ledger;
    this.acknowledger = acknowledger;
    this.time = time;
  }

  /**
   * Saves where the sinks and the dead letters end, before anything is written to one whose end no
   * document records: what a crash left there could not be told from what was there before.
   */
  void recordEnds() throws SinkException, PipelineFailure {
    CheckpointDocument saved = ledger.saved();
    boolean recorded = saved.sinks().keySet().containsAll(destinations.positions().keySet());
    if (!recorded || saved.deadLetters().position() == null) {
      commit(Batch.open(destinations));
    }
  }

  /**
   * Commits a batch; when this returns, it is durable and saved.
   *
   * @return the revision of the saved document
   * @throws SinkException with {@code Split} when a sink has definitely refused its part; then
   *     nothing of the batch is anywhere
   */
  long commit(Batch batch) throws SinkException, PipelineFailure {
    CheckpointDocument draft =
        ledger.next(time.now(), destinations.positions(), deadLetters.position());
    batch.seal(draft.token());
    redo.log(batch, draft);
    steps.write(batch, ledger.saved());
    steps.append(batch);
    CheckpointDocument next = steps.withEnds(draft);
    steps.save(batch, next);
    ledger.saved(next);
    acknowledger.tell(ledger.savedView());
    return next.revision();
  }
}
