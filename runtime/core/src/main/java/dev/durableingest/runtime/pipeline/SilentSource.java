package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.source.SourceAttempt;
import dev.durableingest.runtime.source.SourceSession;
import dev.durableingest.runtime.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts a source that has been silent for longer than is normal, so that it connects again.
 * While it ignores that, no second one starts beside it; after the drain timeout the run fails.
 * Owned by the pipeline thread.
 */
final class SilentSource {
  private final String source;
  private final Duration patience;
  private final StatusBoard board;
  private final Time time;
  private @Nullable String interrupted;
  private long interruptedNanos;

  /**
   * @param source name of the source
   * @param patience how long it may take to leave {@code run} when it was interrupted
   */
  SilentSource(String source, Duration patience, StatusBoard board, Time time) {
    this.source = source;
    this.patience = patience;
    this.board = board;
    this.time = time;
  }

  /** A new attempt begins. */
  void begin() {
    interrupted = null;
  }

  /** Whether the attempt was interrupted because it was silent. */
  boolean isInterrupted() {
    return interrupted != null;
  }

  /** Nothing came: is that normal? */
  void look(SourceAttempt attempt, SourceSession session) throws PipelineFailure {
    String silence = interrupted;
    if (silence == null) {
      interruptIfOverdue(attempt, session);
    } else if (time.nanos() - interruptedNanos > patience.toNanos()) {
      throw PipelineFailure.failed(
          silence
              + ". It did not leave run within "
              + patience.toSeconds()
              + " s although it was interrupted, and a second one beside it would emit everything"
              + " twice. Let run end when its thread is interrupted.",
          null);
    }
  }

  /** Why an attempt ended: what {@code run} threw, or that it was silent. */
  @Nullable Throwable cause(@Nullable Throwable thrown) {
    return interrupted == null ? thrown : new InterruptedException(interrupted);
  }

  private void interruptIfOverdue(SourceAttempt attempt, SourceSession session) {
    if (attempt.overdueNanos() <= 0) {
      return;
    }
    String what =
        attempt.isAlive()
            ? "gave no sign of life for longer than is normal"
            : "gave no first sign of life";
    String silence = "Source '" + source + "' " + what + " and was interrupted";
    interrupted = silence;
    interruptedNanos = time.nanos();
    board.countSilence();
    board.enter(RunnerState.SETTLING);
    board.problem(silence);
    session.cancel();
  }
}
