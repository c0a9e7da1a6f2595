package dev.durableingest.runtime.pipeline;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.Stage;
import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.deadletter.DeadLetterPayload;
import dev.durableingest.runtime.process.Cursors;
import dev.durableingest.runtime.process.Outcome;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each item of the queue does to the open batch and the ledger: records, a dropped event, a
 * dead letter, a position, a gap. Writes nothing. Owned by the pipeline thread.
 */
final class Processing {
  private final String pipeline;
  private final Ledger ledger;
  private final Time time;
  private long inRow;

  /** Why an event is set aside. */
  private record Refusal(String type, @Nullable String message) {
    static Refusal of(Throwable cause) {
      return new Refusal(cause.getClass().getName(), cause.getMessage());
    }
  }

  /**
   * @param inRow dead letters since the last good event, as saved
   */
  Processing(String pipeline, Ledger ledger, Time time, long inRow) {
    this.pipeline = pipeline;
    this.ledger = ledger;
    this.time = time;
    this.inRow = inRow;
  }

  /** Dead letters since the last good event. */
  long inRow() {
    return inRow;
  }

  /**
   * Applies one item. After an exception the batch holds everything before the item, and nothing of
   * it.
   *
   * @throws SinkException with {@code Stop} when a position has no stored form
   * @throws PipelineFailure when the item is one that the pipeline may not pass
   */
  void apply(QueueItem item, Batch batch) throws SinkException, PipelineFailure {
    if (item instanceof QueueItem.Event<?> event) {
      apply(event, batch);
    } else if (item instanceof QueueItem.Backfill backfill) {
      fill(backfill, backfill.event(), batch);
    } else if (item instanceof QueueItem.Rejected rejected) {
      batch.count(rejected.bytes(), time.nanos());
      ledger.countEvent();
      DeadLetterPayload payload = DeadLetterPayload.of(rejected.content(), byte[].class);
      Refusal error = new Refusal(rejected.errorType(), rejected.errorMessage());
      setAside(rejected.resource(), Stage.SOURCE, payload, error, batch);
    } else if (item instanceof QueueItem.Position position) {
      ledger.moveTo(position.value());
      batch.touch(time.nanos());
    } else if (item instanceof QueueItem.StoredPosition position) {
      ledger.moveTo(position.value());
      batch.touch(time.nanos());
    } else if (item instanceof QueueItem.Started) {
      ledger.startAttempt();
    } else if (item instanceof QueueItem.Dropped dropped) {
      ledger.countDropped(dropped.resource(), dropped.count());
      batch.touch(time.nanos());
    } else if (item instanceof QueueItem.GapFound found) {
      ledger.open(found.gap());
      batch.touch(time.nanos());
    } else if (item instanceof QueueItem.Fatal fatal) {
      throw fatalFailure(fatal.cause());
    }
  }

  private <P> void apply(QueueItem.Event<P> event, Batch batch) throws PipelineFailure {
    apply(event, event.resource(), batch);
  }

  private <P, R extends Record, C> void apply(
      QueueItem.Event<P> event, ResourceBinding<P, R, C> resource, Batch batch)
      throws PipelineFailure {
    Cursors<C> cursors = ledger.cursors(resource);
    Outcome<R, C> outcome = outcomeOf(resource, event.payload());
    if (outcome instanceof Outcome.Bad<R, C> bad) {
      if (cursors.isReplayOfBad()) {
        return;
      }
      requireMayPass(resource, bad.cause());
      setAside(resource, Stage.PROCESS, kept(event), Refusal.of(bad.cause()), batch);
      cursors.advance(Map.of());
    } else if (outcome instanceof Outcome.Mapped<R, C> mapped) {
      ProcessResult<R, C> result = mapped.result();
      if (cursors.isReplay(result.checkpoints())) {
        return;
      }
      batch.add(resource, result.records());
      cursors.advance(result.checkpoints());
      inRow = 0;
    }
    batch.count(event.bytes(), event.emittedNanos());
    ledger.countEvent();
  }

  /** A backfilled event is no replay although its cursor is old, and moves no cursor. */
  private <P> void fill(QueueItem.Backfill backfill, QueueItem.Event<P> event, Batch batch)
      throws PipelineFailure {
    if (ledger.isMissing(backfill.gap().id(), backfill.ordinal())) {
      fill(event, event.resource(), batch);
      ledger.fill(backfill.gap().id(), backfill.ordinal());
      batch.count(event.bytes(), event.emittedNanos());
      ledger.countEvent();
    }
  }

  private <P, R extends Record, C> void fill(
      QueueItem.Event<P> event, ResourceBinding<P, R, C> resource, Batch batch)
      throws PipelineFailure {
    Outcome<R, C> outcome = outcomeOf(resource, event.payload());
    if (outcome instanceof Outcome.Bad<R, C> bad) {
      requireMayPass(resource, bad.cause());
      setAside(resource, Stage.PROCESS, kept(event), Refusal.of(bad.cause()), batch);
    } else if (outcome instanceof Outcome.Mapped<R, C> mapped) {
      batch.add(resource, mapped.result().records());
    }
  }

  private <P, R extends Record, C> Outcome<R, C> outcomeOf(
      ResourceBinding<P, R, C> resource, P payload) throws PipelineFailure {
    try {
      return Outcome.of(resource, payload);
    } catch (LinkageError e) {
      // Not the event's fault: the next one would fail in the same way.
      throw PipelineFailure.failed(
          "Resource '" + resource.name() + "' cannot run: " + e + ". Check the class path.", e);
    }
  }

  private static void requireMayPass(ResourceBinding<?, ?, ?> resource, Throwable cause)
      throws PipelineFailure {
    if (resource.onError() == OnError.HALT) {
      throw PipelineFailure.failed(
          "Resource '"
              + resource.name()
              + "' cannot map an event and says onError = HALT: "
              + cause
              + ". Everything before it is committed; mend the resource and start again.",
          cause);
    }
  }

  private void setAside(
      @Nullable ResourceBinding<?, ?, ?> resource,
      Stage stage,
      DeadLetterPayload payload,
      Refusal cause,
      Batch batch) {
    batch.add(
        new DeadLetter(
            ledger.saved().deadLetters().count() + batch.deadLetters().size() + 1,
            pipeline,
            resource == null ? null : resource.name(),
            stage.toString(),
            payload,
            cause.type(),
            cause.message(),
            1,
            null,
            ledger.position(),
            time.now()));
    inRow++;
  }

  private static <P> DeadLetterPayload kept(QueueItem.Event<P> event) {
    return DeadLetterPayload.of(event.payload(), event.resource().key().payloadType());
  }

  private static PipelineFailure fatalFailure(Throwable cause) {
    if (cause instanceof Error) {
      return PipelineFailure.failed("The source died of " + cause + ".", cause);
    }
    return PipelineFailure.failed(String.valueOf(cause.getMessage()), cause);
  }
}
