package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.SourceStopException;
import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.Backoff;
import dev.durableingest.runtime.source.SourceSession;
import dev.durableingest.runtime.time.Time;
import java.time.Duration;

/**
 * Starts the source again and again, until it is exhausted or the run is to stop. Owned by the
 * pipeline thread.
 */
final class Attempts {
  private final String source;
  private final SourceSession session;
  private final Ledger ledger;
  private final Acknowledger acknowledger;
  private final StreamingLoop loop;
  private final Backoff backoff;
  private final StatusBoard board;
  private final Time time;

  /**
   * @param source its name, for people
   * @param backoff between two attempts, as long as there is no progress
   */
  Attempts(
      String source,
      SourceSession session,
      Ledger ledger,
      Acknowledger acknowledger,
      StreamingLoop loop,
      Backoff backoff,
      StatusBoard board,
      Time time) {
    this.source = source;
    this.session = session;
    this.ledger = ledger;
    this.acknowledger = acknowledger;
    this.loop = loop;
    this.backoff = backoff;
    this.board = board;
    this.time = time;
  }

  /** Runs them; when this returns, everything that was emitted is committed. */
  void run() throws SinkException, PipelineFailure {
    while (true) {
      board.enter(RunnerState.CONNECTING);
      acknowledger.startAttempt();
      CheckpointDocument before = ledger.saved();
      long startNanos = time.nanos();
      StreamingLoop.End end = loop.run();
      if (end.cause() instanceof SourceStopException stopped) {
        throw PipelineFailure.failed(String.valueOf(stopped.getMessage()), stopped);
      }
      if (end.isLast()) {
        return;
      }
      boolean livedLong = time.nanos() - startNanos > backoff.maxDelay().toNanos();
      if (livedLong || hasMoved(before, ledger.saved())) {
        backoff.reset();
      }
      Duration delay = backoff.next();
      board.problem(new Reconnection(source, end.cause(), session.attempts() + 1, delay).words());
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
}
