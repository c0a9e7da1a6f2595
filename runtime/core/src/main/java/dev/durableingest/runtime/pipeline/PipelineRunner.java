package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Stage;
import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.OwnerFile;
import dev.durableingest.runtime.checkpoint.OwnerFile.Publication;
import dev.durableingest.runtime.deadletter.DeadLetterQueue;
import dev.durableingest.runtime.journal.Journal;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.source.AttemptScope;
import dev.durableingest.runtime.source.AttemptScope.Silence;
import dev.durableingest.runtime.source.Backoff;
import dev.durableingest.runtime.source.EventQueue;
import dev.durableingest.runtime.source.SourceSession;
import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.time.Waits;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Drives one pipeline in one process, from the lease to its release. Runs on the pipeline thread:
 *
 * <pre>
 * ACQUIRING → RECOVERING → (CONNECTING → STREAMING → SETTLING)* → DRAINING → STOPPED
 *                                 from any state → FAILED, FENCED, HALTED
 * </pre>
 */
public final class PipelineRunner {
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration LAST_RETRY = Duration.ofSeconds(10);

  private final SourceBinding source;
  private final PipelineOptions options;
  private final String pipeline;
  private final Machine machine;
  private final Surroundings surroundings;
  private final Time time;
  private final EventQueue queue;
  private final StopSignal stop;
  private final VitalSteps steps;
  private final Retries opening;
  private final Retries handling;
  private final Retries committing;
  private final StatusBoard board = new StatusBoard();
  private final Activity activity;
  private final Watchdog watchdog;

  /**
   * @param definition what to run
   * @param options how to run it
   * @param machine what to run it on
   * @param onStop called once when the run is asked to stop, on the thread that asks
   */
  public PipelineRunner(
      Pipeline definition, PipelineOptions options, Machine machine, Runnable onStop) {
    this.source = definition.source();
    this.options = options;
    this.pipeline = options.pipelineId().orElse(source.name());
    this.machine = machine;
    this.surroundings = machine.surroundings();
    this.time = surroundings.time();
    this.activity = new Activity(time);
    this.watchdog = new Watchdog(activity, board, time, options.stallTimeout());
    this.queue = queue(options, surroundings.waits());
    this.stop =
        new StopSignal(
            surroundings,
            options.drainTimeout(),
            () -> {
              queue.wake();
              onStop.run();
            });
    this.steps = new VitalSteps(surroundings, stop::request);
    this.opening = retries(false, Integer.MAX_VALUE);
    this.handling = retries(true, Integer.MAX_VALUE);
    this.committing = retries(true, options.batchMaxAttempts().orElse(Integer.MAX_VALUE));
  }

  /** Asks the run to stop. Any thread. */
  public void stop() {
    stop.request();
  }

  /** How the run stands. Any thread. */
  public PipelineStatus status() {
    return board.status(queue.accepted());
  }

  /** Whether the run does its work. Any thread. */
  public Health health() {
    return board.health(queue.depth().problem());
  }

  /** What the pipeline thread is doing. Any thread. */
  Activity activity() {
    return activity;
  }

  /** What the run holds, and how often it stalled. Any thread. */
  PipelineMetrics metrics() {
    return board.metrics(queue.depth());
  }

  /** Nanoseconds that a stop that was asked for may still take. Any thread. */
  long drainNanosLeft() {
    return stop.drainNanosLeft();
  }

  /** The pipeline thread hangs somewhere: the run is over, whatever it does. Any thread. */
  void giveUp(String why) {
    board.end(RunnerState.HALTED, why);
  }

  /** Runs to the end, on the calling thread; the status then shows a final state. */
  @SuppressWarnings("try") // it watches from a thread of its own, until the block is left
  public void run() {
    try (Repeating watching = steps.repeat("watchdog", watchdog.interval(), watchdog::look)) {
      live();
      steps.requireAlive();
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

  @SuppressWarnings("try") // it is published until the block is left
  private void live() throws SinkException, PipelineFailure {
    board.enter(RunnerState.ACQUIRING);
    activity.enter(Stage.SINK);
    LeaseWait wait =
        new LeaseWait(options.waitForLease().orElse(null), opening, stop, time, board::problem);
    try (Destinations destinations = wait.untilFree(machine::openDestinations)) {
      activity.enter(Stage.CHECKPOINT);
      CheckpointDocument firstRun =
          CheckpointDocument.firstRun(
              pipeline, surroundings.randomName(), surroundings.randomName(), time.now());
      CheckpointDocument document = wait.untilFree(() -> destinations.store().acquire(firstRun));
      try (HeldLease lease = new HeldLease(destinations.store(), steps, activity.pulse());
          Publication published = publish(destinations);
          DeadLetterQueue deadLetters = wait.untilFree(machine::openDeadLetters)) {
        board.enter(RunnerState.RECOVERING);
        activity.enter(Stage.SINK);
        CheckpointDocument current = recover(destinations, deadLetters, document, lease);
        stream(destinations, deadLetters, current, lease);
      }
    }
  }

  private Publication publish(Destinations destinations) {
    return OwnerFile.publish(
        destinations.store().ownerFile(), pipeline, options.statusAddress(), time.now());
  }

  /**
   * Brings everything in line with the document, which alone decides.
   *
   * @return the document that is stored then: the next one, where a batch was under way
   */
  private CheckpointDocument recover(
      Destinations destinations,
      DeadLetterQueue deadLetters,
      CheckpointDocument document,
      LeaseGuard lease)
      throws SinkException, PipelineFailure {
    for (Sink sink : destinations.all()) {
      opening.untilDone(() -> recover(sink, document));
    }
    opening.untilDone(() -> deadLetters.recover(document.deadLetters()));
    return new Redo(destinations, opening).finish(document, deadLetters, lease);
  }

  /** Brings a sink in line with the document; lines that the journal has are cut back, too. */
  static void recover(Sink sink, CheckpointDocument document) throws SinkException {
    if (document.hasOpenJournal()) {
      sink.recoverJournaled(document.sinks());
    } else {
      sink.recover(document.sinks());
    }
  }

  private void tellRecovered(Ledger ledger, Destinations destinations, Promise promise)
      throws PipelineFailure {
    board.recovered(ledger::savedRevision, promise.label(destinations));
    board.gaps(ledger.saved().gaps());
    requireGuarantee(destinations, promise);
  }

  private void requireGuarantee(Destinations destinations, Promise promise) throws PipelineFailure {
    Guarantee least = promise.least(destinations);
    Guarantee required = options.require().orElse(least);
    if (least.compareTo(required) < 0) {
      throw PipelineFailure.failed(
          "--require "
              + required
              + ": this run would be "
              + promise.label(destinations)
              + " with checkpoints in "
              + destinations.store().description()
              + ". Choose destinations and checkpoints that promise it, or require less.",
          null);
    }
  }

  @SuppressWarnings("try") // what is repeated goes on beside, until the block is left
  private void stream(
      Destinations destinations,
      DeadLetterQueue deadLetters,
      CheckpointDocument document,
      LeaseGuard lease)
      throws SinkException, PipelineFailure {
    activity.enter(Stage.JOURNAL);
    Ledger ledger = new Ledger(document, source.resources(), options.deadLettersWindow());
    AtomicLong nextGap = new AtomicLong(document.nextGap());
    try (Journal journal = new JournalOpening(machine, source, options, opening).open(document);
        Acknowledger acknowledger = machine.openAcknowledger();
        Repeating forcing = connect(journal, ledger)) {
      SourceSession session = openSource(scope(ledger, acknowledger, nextGap));
      Promise promise =
          new Promise(source.resources(), journal != null, session.condition().orElse(null));
      tellRecovered(ledger, destinations, promise);
      watchdog.watch(acknowledger);
      Committer committer = committer(destinations, deadLetters, ledger, acknowledger, lease);
      CrashWatch crashes = new CrashWatch(ledger, options.batchMaxRecords());
      committer.recordStart();
      JournalProgress progress = new JournalProgress(journal, ledger, queue, time);
      OpenBatch batch = openBatch(destinations, committer, ledger, progress, crashes);
      StreamingLoop loop =
          new StreamingLoop(
              session,
              queue,
              batch,
              new Limits(options, time),
              stop,
              board,
              activity,
              new SilentSource(source.name(), options.drainTimeout(), board, time));
      try {
        if (loop.handleBacklog(progress.backlog())) {
          nextGap.set(ledger.nextGap());
          new Attempts(
                  source.name(), session, ledger, acknowledger, loop, reconnecting(), board, time)
              .run();
          progress.end(committer);
        }
        committer.recordEnd(crashes.atEnd());
      } catch (PipelineFailure e) {
        if (e.state() == RunnerState.FAILED) {
          committer.recordEnd(crashes.atEnd());
        }
        throw e;
      } catch (SinkException e) {
        if (!(e.verdict() instanceof Verdict.Fenced)) {
          committer.recordEnd(crashes.atEnd());
        }
        throw e;
      } finally {
        session.cancel();
      }
      awaitTold(acknowledger);
    }
  }

  private SourceSession openSource(AttemptScope scope) throws PipelineFailure {
    try {
      return machine.openSource(scope);
    } catch (RuntimeException e) {
      throw PipelineFailure.failed(
          "Source '" + source.name() + "' cannot be made: " + e.getMessage(), e);
    }
  }

  private Committer committer(
      Destinations destinations,
      DeadLetterQueue deadLetters,
      Ledger ledger,
      Acknowledger acknowledger,
      LeaseGuard lease) {
    return new Committer(
        destinations,
        deadLetters,
        deadLetters.gapHistory(),
        ledger,
        acknowledger,
        committing,
        lease,
        time,
        activity);
  }

  private OpenBatch openBatch(
      Destinations destinations,
      Committer committer,
      Ledger ledger,
      JournalProgress progress,
      CrashWatch crashes) {
    Processing processing =
        new Processing(pipeline, ledger, DeadLetterBudget.of(options), crashes, time);
    EventRetries retries = new EventRetries(processing, handling, options.eventMaxAttempts());
    return new OpenBatch(
        destinations, committer, processing, progress, retries, crashes, options, board, time);
  }

  /** Lets everything go through the journal, and sees to it that it is forced again and again. */
  private @Nullable Repeating connect(@Nullable Journal journal, Ledger ledger) {
    if (journal == null) {
      return null;
    }
    ledger.journalIn(journal.identity());
    queue.connect(journal, journal.backlog());
    Duration interval = options.journalForceInterval();
    return interval.isZero() ? null : steps.repeat("journal", interval, journal::force);
  }

  private AttemptScope scope(Ledger ledger, Acknowledger acknowledger, AtomicLong nextGap) {
    return new AttemptScope(
        source.name(),
        AttemptScope.byName(source),
        queue,
        time,
        ledger::savedView,
        acknowledger::add,
        nextGap,
        new Silence(
            options.startTimeout().orElse(null), options.stallTimeout(), options.limitsSilence()));
  }

  private Backoff reconnecting() {
    return new Backoff(
        source.reconnect().initialDelay(),
        source.reconnect().maxDelay(),
        source.reconnect().multiplier(),
        source.reconnect().jitter(),
        surroundings.random());
  }

  private void awaitTold(Acknowledger acknowledger) {
    try {
      long wait = stop.isRequested() ? stop.drainNanosLeft() : options.drainTimeout().toNanos();
      acknowledger.awaitTold(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Retries retries(boolean inFlight, int attemptsMax) {
    Backoff backoff = new Backoff(FIRST_RETRY, LAST_RETRY, 2, 0.2, surroundings.random());
    return new Retries(backoff, stop, activity, board::problem, inFlight, attemptsMax);
  }

  private static EventQueue queue(PipelineOptions options, Waits waits) {
    long acceptMax = options.maxEvents().orElse(Long.MAX_VALUE);
    return new EventQueue(options.queueMaxEvents(), options.queueMaxBytes(), acceptMax, waits);
  }
}
