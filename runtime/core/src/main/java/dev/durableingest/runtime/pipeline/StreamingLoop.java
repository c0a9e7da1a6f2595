package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.EventQueue;
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
  private final Pulse pulse;
  private boolean cancelled;

  StreamingLoop(
      SourceSession session,
      EventQueue queue,
      OpenBatch batch,
      Limits limits,
      StopSignal stop,
      StatusBoard board,
      Pulse pulse) {
    this.session = session;
    this.queue = queue;
    this.batch = batch;
    this.limits = limits;
    this.stop = stop;
    this.board = board;
    this.pulse = pulse;
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
    board.startAttempt(attempt.number());
    boolean streaming = false;
    while (true) {
      cancelIfStopped();
      batch.requireLease();
      QueueItem.Ended ended = handle(take());
      if (ended != null) {
        boolean last = ended.cause() == null || stop.isRequested();
        board.enter(last ? RunnerState.DRAINING : RunnerState.SETTLING);
        batch.commit();
        return new End(last, ended.cause());
      }
      if (!streaming && attempt.isAlive() && !cancelled) {
        streaming = true;
        board.enter(RunnerState.STREAMING);
        board.problem(null);
      }
      if (cancelled || batch.lingerNanosLeft() <= 0) {
        batch.commit();
      }
      requireDrainTime();
    }
  }

  /**
   * Waits between two attempts; the limits of the run go on meanwhile.
   *
   * @return whether the run is to stop
   */
  boolean pause(Duration delay) {
    long left = Math.min(delay.toNanos(), limits.nanosLeft());
    boolean stopped = stop.pauseUnlessRequested(Duration.ofNanos(Math.max(0, left)));
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

  private List<QueueItem> take() {
    long wait = Math.min(batch.lingerNanosLeft(), LOOK_NANOS);
    if (stop.isRequested()) {
      wait = Math.min(wait, stop.drainNanosLeft());
    } else {
      wait = Math.min(wait, limits.nanosLeft());
    }
    try {
      return queue.take(wait);
    } catch (InterruptedException e) {
      // Nobody of ours interrupts this thread; whoever does wants the run to end.
      stop.request();
      return List.of();
    }
  }

  private QueueItem.@Nullable Ended handle(List<QueueItem> items)
      throws SinkException, PipelineFailure {
    for (QueueItem item : items) {
      pulse.beat();
      if (item instanceof QueueItem.Ended ended) {
        return ended;
      }
      if (item.isEvent()) {
        limits.countEvent();
      }
      batch.add(item);
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
