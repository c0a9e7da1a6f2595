package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Stage;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.EventQueue;
import dev.durableingest.runtime.source.EventQueue.Taken;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.source.SourceAttempt;
import dev.durableingest.runtime.source.SourceSession;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop of one attempt: take, process, commit, until the source leaves {@code run}. When it
 * returns, everything that the attempt emitted is committed.
 */
final class StreamingLoop {
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final SourceSession session;
  private final EventQueue queue;
  private final OpenBatch batch;
  private final Limits limits;
  private final StopSignal stop;
  private final StatusBoard board;
  private final Activity activity;
  private final SilentSource silence;
  private boolean cancelled;

  StreamingLoop(
      SourceSession session,
      EventQueue queue,
      OpenBatch batch,
      Limits limits,
      StopSignal stop,
      StatusBoard board,
      Activity activity,
      SilentSource silence) {
    this.session = session;
    this.queue = queue;
    this.batch = batch;
    this.limits = limits;
    this.stop = stop;
    this.board = board;
    this.activity = activity;
    this.silence = silence;
  }

  /**
   * Why an attempt ended.
   *
   * @param isLast whether no other follows: the source is exhausted, or the run was stopped
   * @param cause what {@code run} threw, or null
   */
  record End(boolean isLast, @Nullable Throwable cause) {}

  /** Runs one attempt. */
  End run() throws SinkException, PipelineFailure {
    SourceAttempt attempt = session.start();
    board.startAttempt(attempt);
    silence.begin();
    boolean streaming = false;
    while (true) {
      cancelIfStopped();
      batch.look();
      Taken taken = take();
      QueueItem.Ended ended = handle(taken);
      if (ended != null) {
        boolean isExhausted = ended.cause() == null && !silence.isInterrupted();
        if (isExhausted) {
          board.problem(null);
        }
        boolean last = isExhausted || stop.isRequested();
        board.enter(last ? RunnerState.DRAINING : RunnerState.SETTLING);
        batch.commit();
        return new End(last, silence.cause(ended.cause()));
      }
      if (taken.items().isEmpty()) {
        silence.look(attempt, session);
      } else {
        attempt.sign();
      }
      if (!streaming && attempt.isAlive() && !cancelled && !silence.isInterrupted()) {
        streaming = true;
        board.enter(RunnerState.STREAMING);
        board.problem(null);
      }
      if (cancelled) {
        batch.commit();
      } else {
        batch.commitIfLingered();
      }
      requireDrainTime();
    }
  }

  /**
   * Handles and commits what earlier runs left in the journal, before the source starts.
   *
   * @param backlog how many items that are
   * @return whether all of it is committed; false when the run is to stop before
   */
  boolean handleBacklog(long backlog) throws SinkException, PipelineFailure {
    long left = backlog;
    while (left > 0 && !stop.isRequested()) {
      batch.look();
      Taken taken = take();
      left -= taken.items().size();
      handle(taken);
    }
    batch.commit();
    return left == 0;
  }

  /**
   * Waits between two attempts; the limits of the run go on meanwhile.
   *
   * @return whether the run is to stop
   */
  boolean pause(Duration delay) {
    long left = Math.min(delay.toNanos(), limits.nanosLeft());
    Duration pause = Duration.ofNanos(Math.max(0, left));
    activity.enter(Stage.SOURCE);
    boolean stopped = stop.pauseUnlessRequested(pause);
    return stopped || limits.nanosLeft() <= 0;
  }

  private void cancelIfStopped() {
    if (limits.nanosLeft() <= 0 || queue.isComplete()) {
      stop.request();
    }
    if (stop.isRequested() && !cancelled) {
      cancelled = true;
      board.enter(RunnerState.DRAINING);
      session.cancel();
    }
  }

  private Taken take() throws SinkException {
    long wait = Math.min(batch.lingerNanosLeft(), LOOK_NANOS);
    if (stop.isRequested()) {
      wait = Math.min(wait, stop.drainNanosLeft());
    } else {
      wait = Math.min(wait, limits.nanosLeft());
    }
    activity.enter(Stage.SOURCE);
    try {
      return queue.take(wait);
    } catch (InterruptedException e) {
      // Nobody of ours interrupts this thread; whoever does wants the run to end.
      stop.request();
      return new Taken(List.of(), 0);
    }
  }

  private QueueItem.@Nullable Ended handle(Taken taken) throws SinkException, PipelineFailure {
    activity.enter(Stage.PROCESS);
    long sequence = taken.firstSequence();
    boolean hasEvents = false;
    for (QueueItem item : taken.items()) {
      if (item instanceof QueueItem.Ended ended) {
        return ended;
      }
      batch.add(item, sequence++);
      hasEvents |= item.isEvent();
      activity.step();
    }
    if (hasEvents) {
      limits.countEvents();
    }
    return null;
  }

  private void requireDrainTime() throws PipelineFailure {
    if (cancelled && stop.isDrainOver()) {
      throw new PipelineFailure(
          RunnerState.HALTED,
          "Everything is committed, but the source did not leave run within the drain timeout"
              + " although it was interrupted.",
          null);
    }
  }
}
