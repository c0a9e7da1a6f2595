package dev.durableingest.runtime.pipeline;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.EventFailure;
import dev.durableingest.runtime.Stage;
import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.deadletter.DeadLetterPayload;
import dev.durableingest.runtime.process.Cursors;
import dev.durableingest.runtime.process.Outcome;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.source.StoredCause;
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
  private final DeadLetterBudget budget;
  private final CrashWatch crashes;
  private final Time time;

  Processing(
      String pipeline, Ledger ledger, DeadLetterBudget budget, CrashWatch crashes, Time time) {
    this.pipeline = pipeline;
    this.ledger = ledger;
    this.budget = budget;
    this.crashes = crashes;
    this.time = time;
  }

  /**
   * One attempt to handle an item.
   *
   * @param number how many there have been, this one included
   * @param isLast whether no other follows: what could be tried again is then a bad event
   * @param refusal what a sink said of the item's records on their own, so that its event is set
   *     aside; or null
   */
  record Attempt(int number, boolean isLast, @Nullable SinkException refusal) {}

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
   * @throws TryLater when it is to be applied again
   */
  void apply(QueueItem item, Attempt attempt, Batch batch)
      throws SinkException, PipelineFailure, TryLater {
    if (item instanceof QueueItem.Event<?> event) {
      if (handle(event, false, attempt, batch)) {
        count(event, event.resource().name(), event.emittedNanos(), batch);
      }
    } else if (item instanceof QueueItem.Backfill backfill) {
      fill(backfill, attempt, batch);
    } else if (item instanceof QueueItem.Rejected rejected) {
      ResourceBinding<?, ?, ?> resource = rejected.resource();
      DeadLetterPayload payload = DeadLetterPayload.of(rejected.content(), byte[].class);
      Fault fault = new Fault(Stage.SOURCE, rejected.cause(), Map.of(), attempt.number());
      batch.add(letter(resource, payload, fault));
      count(rejected, rejected.resourceName(), time.nanos(), batch);
    } else if (item instanceof QueueItem.Position position) {
      ledger.moveTo(position.value());
      batch.touch(position, time.nanos());
    } else if (item instanceof QueueItem.StoredPosition position) {
      ledger.moveTo(position.value());
      batch.touch(position, time.nanos());
    } else if (item instanceof QueueItem.Started) {
      ledger.startAttempt();
    } else if (item instanceof QueueItem.Dropped dropped) {
      ledger.countDropped(dropped.resource(), dropped.count());
      batch.touch(dropped, time.nanos());
    } else if (item instanceof QueueItem.GapFound found) {
      ledger.open(found.gap());
      batch.touch(found, time.nanos());
    } else if (item instanceof QueueItem.Fatal fatal) {
      throw fatalFailure(fatal.cause());
    }
  }

  private void count(QueueItem event, String resource, long emittedNanos, Batch batch) {
    batch.count(event, emittedNanos);
    ledger.countEvent(resource);
  }

  private void fill(QueueItem.Backfill backfill, Attempt attempt, Batch batch)
      throws PipelineFailure, TryLater {
    if (ledger.isMissing(backfill.gap().id(), backfill.ordinal())) {
      handle(backfill.event(), true, attempt, batch);
      ledger.fill(backfill.gap().id(), backfill.ordinal());
      count(backfill, backfill.resourceName(), backfill.event().emittedNanos(), batch);
    }
  }

  private <P> boolean handle(
      QueueItem.Event<P> event, boolean isBackfill, Attempt attempt, Batch batch)
      throws PipelineFailure, TryLater {
    return handle(event.resource(), event, isBackfill, attempt, batch);
  }

  /**
   * Handles an event; false when it was a replay, which is dropped.
   *
   * @param isBackfill whether it fills a gap: then it is no replay although its cursor is old, and
   *     it moves no cursor
   */
  private <P, R extends Record, C> boolean handle(
      ResourceBinding<P, R, C> resource,
      QueueItem.Event<P> event,
      boolean isBackfill,
      Attempt attempt,
      Batch batch)
      throws PipelineFailure, TryLater {
    boolean isFatal = crashes.isFatal(event);
    Outcome<R, C> outcome =
        isFatal ? new Outcome.Bad<>(CrashWatch.cause()) : outcomeOf(resource, event, attempt);
    Cursors<C> cursors = ledger.cursors(resource);
    if (!isBackfill && cursors.isReplay(outcome.checkpoints())) {
      return false;
    }
    SinkException refusal = attempt.refusal();
    int attempts = isFatal ? crashes.deaths() : attempt.number();
    if (isFatal) {
      crashes.pass(event);
    }
    if (outcome instanceof Outcome.Bad<R, C> bad) {
      setAside(event, new Fault(Stage.PROCESS, bad.cause(), Map.of(), attempts), batch);
    } else if (refusal != null) {
      setAside(event, new Fault(Stage.SINK, refusal, outcome.checkpoints(), attempts), batch);
    } else if (outcome instanceof Outcome.Mapped<R, C> mapped) {
      batch.add(resource, mapped.result().records());
      ledger.countGoodEvent(resource.name());
    }
    if (!isBackfill) {
      cursors.advance(outcome.checkpoints());
      if (!outcome.checkpoints().isEmpty()) {
        crashes.move(resource);
      }
    }
    return true;
  }

  private <P, R extends Record, C> Outcome<R, C> outcomeOf(
      ResourceBinding<P, R, C> resource, QueueItem.Event<P> event, Attempt attempt)
      throws PipelineFailure, TryLater {
    Outcome<R, C> outcome = Outcome.of(resource, event.payload());
    if (outcome instanceof Outcome.Later<R, C> later) {
      if (!attempt.isLast()) {
        throw new TryLater(
            "Resource '" + resource.name() + "' tries an event again: " + later.cause(),
            later.delay(),
            later.cause());
      }
      outcome = later.atLast();
    }
    if (outcome instanceof Outcome.Unable<R, C> unable) {
      throw unable(resource, unable.cause(), attempt);
    }
    return outcome;
  }

  private static PipelineFailure unable(
      ResourceBinding<?, ?, ?> resource, Throwable cause, Attempt attempt) {
    String name = "Resource '" + resource.name() + "' ";
    String why;
    if (cause instanceof EventFailure) {
      why = name + "stops the pipeline: " + cause.getMessage();
    } else if (cause instanceof LinkageError) {
      why = name + "cannot run: " + cause + ". Check the class path";
    } else {
      why = name + "lost a connection in " + attempt.number() + " attempts: " + cause;
    }
    return PipelineFailure.failed(why + ". Everything before the event is committed.", cause);
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
   * @param attempts how often it was tried
   */
  private record Fault(Stage stage, Throwable cause, Map<String, ?> checkpoints, int attempts) {

    @Nullable String partition() {
      return checkpoints.size() == 1 ? checkpoints.keySet().iterator().next() : null;
    }
  }

  private <P> void setAside(QueueItem.Event<P> event, Fault fault, Batch batch)
      throws PipelineFailure {
    ResourceBinding<P, ?, ?> resource = event.resource();
    requireMayPass(resource, fault.cause());
    DeadLetterPayload kept = DeadLetterPayload.of(event.payload(), resource.key().payloadType());
    batch.add(letter(resource, kept, fault));
  }

  private DeadLetter letter(
      @Nullable ResourceBinding<?, ?, ?> resource, DeadLetterPayload payload, Fault fault)
      throws PipelineFailure {
    String name = resource == null ? null : resource.name();
    String own = name == null ? "" : name;
    budget.requireRoom(ledger.usedBudget(own), own, fault.cause());
    return new DeadLetter(
        ledger.countDeadLetter(own),
        pipeline,
        name,
        fault.stage().toString(),
        payload,
        StoredCause.typeOf(fault.cause()),
        fault.cause().getMessage(),
        fault.attempts(),
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
