package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.deadletter.DeadLetterFile;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.source.Backoff;
import dev.durableingest.runtime.source.EventQueue;
import dev.durableingest.runtime.source.SourceSession;
import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Drives one pipeline in one process, from the lease to its release. Runs on the pipeline thread:
 *
 * <pre>
 * ACQUIRING → RECOVERING → (CONNECTING → STREAMING → SETTLING)* → DRAINING → STOPPED
 *                                 from any state → FAILED, FENCED, HALTED
 * </pre>
 */
final class PipelineRunner {
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration LAST_RETRY = Duration.ofSeconds(10);

  private final SourceBinding source;
  private final PipelineOptions options;
  private final PipelineUrls urls;
  private final String pipeline;
  private final EventQueue queue;
  private final StopSignal stop;
  private final StatusBoard board;
  private final Time time;
  private final RandomGenerator random;
  private final Retries retries;

  PipelineRunner(
      SourceBinding source,
      PipelineOptions options,
      EventQueue queue,
      StopSignal stop,
      StatusBoard board,
      Time time,
      RandomGenerator random) {
    this.source = source;
    this.options = options;
    this.urls = PipelineUrls.of(source.name(), options);
    this.pipeline = options.pipelineId().orElse(source.name());
    this.queue = queue;
    this.stop = stop;
    this.board = board;
    this.time = time;
    this.random = random;
    this.retries =
        new Retries(new Backoff(FIRST_RETRY, LAST_RETRY, 2, 0.2, random), stop, board::problem);
  }

  /** Runs to the end; the board then shows a final state. Throws nothing. */
  void run() {
    try {
      live();
      board.end(RunnerState.STOPPED, null);
    } catch (PipelineFailure e) {
      board.end(e.state(), e.getMessage());
    } catch (SinkException e) {
      boolean fenced = e.verdict() instanceof Verdict.Fenced;
      board.end(fenced ? RunnerState.FENCED : RunnerState.FAILED, e.getMessage());
    } catch (RuntimeException | Error e) {
      // A mistake of ours, or no memory: nothing is saved any more, so nothing is lost by stopping.
      board.end(RunnerState.FAILED, "The pipeline thread died of " + e + ".");
      throw e;
    }
  }

  private void live() throws SinkException, PipelineFailure {
    board.enter(RunnerState.ACQUIRING);
    Destinations.requireProviders(source.resources(), urls);
    Destinations[] opened = new Destinations[1];
    retries.untilDone(() -> opened[0] = Destinations.open(pipeline, source.resources(), urls));
    try (Destinations destinations = opened[0]) {
      CheckpointDocument document = acquire(destinations);
      board.enter(RunnerState.RECOVERING);
      DeadLetterFile[] letters = new DeadLetterFile[1];
      retries.untilDone(() -> letters[0] = DeadLetterFile.open(urls.deadLetters(), pipeline));
      try (DeadLetterFile deadLetters = letters[0]) {
        recover(destinations, deadLetters, document);
        stream(destinations, deadLetters, document);
      }
    }
  }

  private CheckpointDocument acquire(Destinations destinations)
      throws SinkException, PipelineFailure {
    CheckpointDocument firstRun =
        CheckpointDocument.firstRun(pipeline, randomName(), randomName(), time.now());
    CheckpointDocument[] acquired = new CheckpointDocument[1];
    retries.untilDone(() -> acquired[0] = destinations.store().acquire(firstRun));
    return acquired[0];
  }

  /** Brings everything in line with the document, which alone decides. */
  private void recover(
      Destinations destinations, DeadLetterFile deadLetters, CheckpointDocument document)
      throws SinkException, PipelineFailure {
    for (Sink sink : destinations.all()) {
      retries.untilDone(() -> sink.recover(document.sinks()));
    }
    retries.untilDone(() -> deadLetters.recover(document.deadLetters()));
    List<ResourceBinding<?, ?, ?>> resources = source.resources();
    board.recovered(document.revision(), Guarantee.label(resources, destinations));
  }

  private void stream(
      Destinations destinations, DeadLetterFile deadLetters, CheckpointDocument document)
      throws SinkException, PipelineFailure {
    Ledger ledger = new Ledger(document, source.resources());
    try (Acknowledger acknowledger = new Acknowledger(pipeline)) {
      SourceSession session =
          new SourceSession(
              source,
              pipeline,
              queue,
              time,
              ledger::savedView,
              acknowledger::add,
              document.nextGap());
      Committer committer =
          new Committer(destinations, deadLetters, ledger, acknowledger, retries, time);
      committer.recordEnds();
      Processing processing =
          new Processing(pipeline, ledger, time, document.deadLetters().inRow());
      OpenBatch batch = new OpenBatch(destinations, committer, processing, options, board, time);
      StreamingLoop loop =
          new StreamingLoop(session, queue, batch, new Limits(options, time), stop, board);
      try {
        attempts(session, ledger, acknowledger, loop);
      } finally {
        session.cancel();
      }
      awaitTold(acknowledger);
    }
  }

  /** Starts the source again and again, until it is exhausted or the run is to stop. */
  private void attempts(
      SourceSession session, Ledger ledger, Acknowledger acknowledger, StreamingLoop loop)
      throws SinkException, PipelineFailure {
    Backoff backoff =
        new Backoff(
            source.reconnect().initialDelay(),
            source.reconnect().maxDelay(),
            source.reconnect().multiplier(),
            source.reconnect().jitter(),
            random);
    while (true) {
      board.enter(RunnerState.CONNECTING);
      ledger.startAttempt();
      acknowledger.startAttempt();
      CheckpointDocument before = ledger.saved();
      long startNanos = time.nanos();
      StreamingLoop.End end = loop.run();
      if (end.isLast()) {
        return;
      }
      boolean livedLong = time.nanos() - startNanos > backoff.maxDelay().toNanos();
      if (livedLong || hasMoved(before, ledger.saved())) {
        backoff.reset();
      }
      Duration delay = backoff.next();
      board.problem(lostConnection(end.cause(), delay, session));
      board.enter(RunnerState.CONNECTING);
      if (loop.pause(delay)) {
        board.enter(RunnerState.DRAINING);
        return;
      }
    }
  }

  private static boolean hasMoved(CheckpointDocument before, CheckpointDocument after) {
    return after.events() > before.events()
        || (after.position() != null && !after.position().equals(before.position()));
  }

  private String lostConnection(@Nullable Throwable cause, Duration delay, SourceSession session) {
    String why = cause == null ? "it ended" : describe(cause);
    return "Source '"
        + source.name()
        + "' lost its connection: "
        + why
        + ". Attempt "
        + (session.attempts() + 1)
        + " follows in "
        + delay.toMillis()
        + " ms.";
  }

  private static String describe(Throwable cause) {
    String message = cause.getMessage();
    if (message == null || message.isBlank()) {
      return cause.getClass().getSimpleName();
    }
    return message.lines().findFirst().orElse(message);
  }

  private void awaitTold(Acknowledger acknowledger) {
    try {
      long wait = stop.isRequested() ? stop.drainNanosLeft() : options.drainTimeout().toNanos();
      acknowledger.awaitTold(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String randomName() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }
}
