package dev.durableingest.runtime.pipeline;

import dev.durableingest.annotations.OnError;
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

  Processing(String pipeline, Ledger ledger, Time time) {
    this.pipeline = pipeline;
    this.ledger = ledger;
    this.time = time;
  }

  /** Forgets what was handled since the last saved document: it is handled again. */
  void rollBack() {
    ledger.rollBack();
  }

  /**
   * Applies one item. After an exception the batch holds everything before the item, and nothing of
   * it.
   *
   * @throws SinkException with {@code Stop} when a position has no stored form
   * @throws PipelineFailure when the item is one that the pipeline may not pass
   */
  void apply(QueueItem item, Batch batch) throws SinkException, PipelineFailure {
    apply(item, null, batch);
  }

  /**
   * Applies one item, whose records a sink has refused on their own: its event is set aside.
   *
   * @param refusal what the sink said, or null where it has refused nothing
   */
  void apply(QueueItem item, @Nullable SinkException refusal, Batch batch)
      throws SinkException, PipelineFailure {
    if (item instanceof QueueItem.Event<?> event) {
      if (handle(event, new Circumstances(false, refusal), batch)) {
        count(event, event.emittedNanos(), batch);
      }
    } else if (item instanceof QueueItem.Backfill backfill) {
      fill(backfill, refusal, batch);
    } else if (item instanceof QueueItem.Rejected rejected) {
      ResourceBinding<?, ?, ?> resource = rejected.resource();
      DeadLetterPayload payload = DeadLetterPayload.of(rejected.content(), byte[].class);
      Fault fault = new Fault(Stage.SOURCE, rejected.cause(), Map.of());
      batch.add(letter(resource == null ? null : resource.name(), payload, fault));
      count(rejected, time.nanos(), batch);
    } else if (item instanceof QueueItem.Position position) {
      ledger.moveTo(position.value());
      batch.touch(position, time.nanos());
    } else if (item instanceof QueueItem.GapFound found) {
      ledger.open(found.gap());
      batch.touch(found, time.nanos());
    } else if (item instanceof QueueItem.Fatal fatal) {
      throw fatalFailure(fatal.cause());
    }
  }

  private void count(QueueItem event, long emittedNanos, Batch batch) {
    batch.count(event, emittedNanos);
    ledger.countEvent();
  }

  private void fill(QueueItem.Backfill backfill, @Nullable SinkException refusal, Batch batch)
      throws PipelineFailure {
    if (ledger.isMissing(backfill.gap().id(), backfill.ordinal())) {
      handle(backfill.event(), new Circumstances(true, refusal), batch);
      ledger.fill(backfill.gap().id(), backfill.ordinal());
      count(backfill, backfill.event().emittedNanos(), batch);
    }
  }

  /**
   * What else decides about an event.
   *
   * @param isBackfill whether it fills a gap: then it is no replay although its cursor is old, and
   *     it moves no cursor
   * @param refusal what a sink said of its records, or null
   */
  private record Circumstances(boolean isBackfill, @Nullable SinkException refusal) {}

  private <P> boolean handle(QueueItem.Event<P> event, Circumstances circumstances, Batch batch)
      throws PipelineFailure {
    return handle(event.resource(), event.payload(), circumstances, batch);
  }

  /** Handles an event; false when it was a replay, which is dropped. */
  private <P, R extends Record, C> boolean handle(
      ResourceBinding<P, R, C> resource, P payload, Circumstances circumstances, Batch batch)
      throws PipelineFailure {
    Outcome<R, C> outcome = outcomeOf(resource, payload);
    Cursors<C> cursors = ledger.cursors(resource);
    if (!circumstances.isBackfill() && cursors.isReplay(outcome.checkpoints())) {
      return false;
    }
    SinkException refusal = circumstances.refusal();
    if (outcome instanceof Outcome.Bad<R, C> bad) {
      setAside(resource, payload, new Fault(Stage.PROCESS, bad.cause(), Map.of()), batch);
    } else if (refusal != null) {
      setAside(resource, payload, new Fault(Stage.SINK, refusal, outcome.checkpoints()), batch);
    } else if (outcome instanceof Outcome.Mapped<R, C> mapped) {
      batch.add(resource, mapped.result().records());
      ledger.countGoodEvent();
    }
    if (!circumstances.isBackfill()) {
      cursors.advance(outcome.checkpoints());
    }
    return true;
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
              + "' has a bad event and says onError = HALT: "
              + cause
              + ". Everything before it is committed; mend the resource and start again.",
          cause);
    }
  }

  /**
   * Why an event is set aside.
   *
   * @param stage where it failed
   * @param cause what was said
   * @param checkpoints the cursors that it carries, by partition, as far as they are known
   */
  private record Fault(Stage stage, Throwable cause, Map<String, ?> checkpoints) {

    @Nullable String partition() {
      return checkpoints.size() == 1 ? checkpoints.keySet().iterator().next() : null;
    }
  }

  private <P> void setAside(ResourceBinding<P, ?, ?> resource, P payload, Fault fault, Batch batch)
      throws PipelineFailure {
    requireMayPass(resource, fault.cause());
    DeadLetterPayload kept = DeadLetterPayload.of(payload, resource.key().payloadType());
    batch.add(letter(resource.name(), kept, fault));
  }

  private DeadLetter letter(@Nullable String resource, DeadLetterPayload payload, Fault fault) {
    return new DeadLetter(
        ledger.countDeadLetter(),
        pipeline,
        resource,
        fault.stage().toString(),
        payload,
        fault.cause().getClass().getName(),
        fault.cause().getMessage(),
        1,
        fault.partition(),
        ledger.position(),
        time.now());
  }

  private static PipelineFailure fatalFailure(Throwable cause) {
    if (cause instanceof Error) {
      return PipelineFailure.failed("The source died of " + cause + ".", cause);
    }
    return PipelineFailure.failed(String.valueOf(cause.getMessage()), cause);
  }
}
