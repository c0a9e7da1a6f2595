package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.deadletter.DeadLetterMark;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.deadletter.DeadLetterUrls;
import dev.durableingest.runtime.process.Outcome;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.source.Backoff;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Handles dead letters again, as the resources are now. Each is a commit like any other: its
 * records and its mark are in one document, so that a crash leaves both or neither, where the sink
 * can be brought in line with the document. It moves no cursor. Holds the lease meanwhile. One
 * thread.
 */
public final class DeadLetterRetry {
  private static final int ATTEMPTS_MAX = 5;

  private final SourceBinding source;
  private final PipelineOptions options;
  private final String pipeline;
  private final Machine machine;
  private final Surroundings surroundings;
  private final Activity activity;

  /**
   * @param definition whose resources handle the letters
   * @param options where everything is, as for a run
   */
  public DeadLetterRetry(Pipeline definition, PipelineOptions options) {
    this.source = definition.source();
    this.options = options;
    this.pipeline = options.pipelineId().orElse(source.name());
    this.machine = new LocalMachine(definition, options);
    this.surroundings = machine.surroundings();
    this.activity = new Activity(surroundings.time());
  }

  /**
   * Handles letters again, in the order of their numbers.
   *
   * @param which the letters
   * @param told takes each letter, and why it stays, or null when its records are written
   * @throws SinkException when the lease is held, or a destination fails for good
   */
  public void run(Predicate<DeadLetter> which, BiConsumer<DeadLetter, @Nullable String> told)
      throws SinkException {
    try (Destinations destinations = machine.openDestinations()) {
      CheckpointDocument document =
          destinations
              .store()
              .acquire(
                  CheckpointDocument.firstRun(
                      pipeline,
                      surroundings.randomName(),
                      surroundings.randomName(),
                      surroundings.time().now()));
      for (Sink sink : destinations.all()) {
        PipelineRunner.recover(sink, document);
      }
      try (HeldLease lease = new HeldLease(destinations.store(), surroundings, activity.pulse());
          DeadLetterQueue letters = machine.openDeadLetters();
          Acknowledger acknowledger = machine.openAcknowledger()) {
        letters.recover(document.deadLetters());
        CheckpointDocument current =
            new Redo(destinations, retries()).finish(document, letters, lease);
        Ledger ledger = new Ledger(current, source.resources(), options.deadLettersWindow());
        Committer committer =
            new Committer(
                destinations,
                letters,
                letters.gapHistory(),
                ledger,
                acknowledger,
                retries(),
                lease,
                surroundings.time(),
                activity);
        committer.recordStart();
        Attempts attempts = new Attempts(destinations, ledger, committer);
        for (DeadLetter letter : chosen(which)) {
          activity.beat();
          told.accept(letter, attempts.handle(letter));
        }
      }
    } catch (PipelineFailure e) {
      throw new SinkException(Verdict.STOP, String.valueOf(e.getMessage()), e);
    }
  }

  private List<DeadLetter> chosen(Predicate<DeadLetter> which) throws SinkException {
    URI url = options.deadLetters();
    return DeadLetterUrls.provider(url).list(url, pipeline).stream().filter(which).toList();
  }

  private Retries retries() {
    Backoff backoff =
        new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10), 2, 0.2, surroundings.random());
    StopSignal never = new StopSignal(surroundings, options.drainTimeout(), () -> {});
    int attemptsMax = options.batchMaxAttempts().orElse(ATTEMPTS_MAX);
    return new Retries(backoff, never, activity, problem -> {}, true, attemptsMax);
  }

  /** What handles one letter after the other. */
  private final class Attempts {
    private final Destinations destinations;
    private final Ledger ledger;
    private final Committer committer;

    Attempts(Destinations destinations, Ledger ledger, Committer committer) {
      this.destinations = destinations;
      this.ledger = ledger;
      this.committer = committer;
    }

    /** Handles one letter; null when its records are written, else why it stays. */
    @Nullable String handle(DeadLetter letter) throws SinkException, PipelineFailure {
      for (ResourceBinding<?, ?, ?> resource : source.resources()) {
        if (resource.name().equals(letter.resource())) {
          return handle(letter, resource);
        }
      }
      return letter.resource() == null
          ? "it never got as far as to have a resource"
          : "resource '" + letter.resource() + "' is gone";
    }

    private <P, R extends Record, C> @Nullable String handle(
        DeadLetter letter, ResourceBinding<P, R, C> resource)
        throws SinkException, PipelineFailure {
      P payload;
      try {
        payload = letter.payload().read(resource.key().payloadType());
      } catch (IllegalArgumentException e) {
        return e.getMessage();
      }
      Outcome<R, C> outcome = Outcome.of(resource, payload);
      if (outcome instanceof Outcome.Later<R, C> later) {
        outcome = later.atLast();
      }
      if (outcome instanceof Outcome.Mapped<R, C> mapped) {
        return write(letter, resource, mapped.result().records());
      }
      Throwable cause =
          outcome instanceof Outcome.Bad<R, C> bad
              ? bad.cause()
              : ((Outcome.Unable<R, C>) outcome).cause();
      return String.valueOf(cause);
    }

    private <R extends Record> @Nullable String write(
        DeadLetter letter, ResourceBinding<?, R, ?> resource, List<R> records)
        throws SinkException, PipelineFailure {
      Batch batch = Batch.open(destinations);
      batch.add(resource, records);
      batch.add(
          new DeadLetterMark(
              letter.number(), DeadLetterMark.Action.RETRIED, surroundings.time().now()));
      ledger.forgiveDeadLetters();
      try {
        committer.commit(batch);
        return null;
      } catch (SinkException e) {
        ledger.rollBack();
        if (!(e.verdict() instanceof Verdict.Split)) {
          throw e;
        }
        return e.getMessage();
      }
    }
  }
}
