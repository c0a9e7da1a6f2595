package dev.durableingest.runtime.pipeline;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the pipeline thread writes how it stands, and any thread may look. */
final class StatusBoard {
  private RunnerState state = RunnerState.ACQUIRING;
  private long attempt;
  private long handled;
  private long records;
  private long deadLetters;
  private long revision;
  private @Nullable Instant lastCheckpoint;
  private Duration lag = Duration.ZERO;
  private String guarantee = "";
  private @Nullable String problem;

  /** The status now; {@code received} is counted elsewhere. */
  synchronized PipelineStatus status(long received) {
    return new PipelineStatus(
        state,
        attempt,
        received,
        handled,
        records,
        deadLetters,
        revision,
        lastCheckpoint,
        lag,
        guarantee,
        problem);
  }

  synchronized void enter(RunnerState next) {
    if (!state.isFinal()) {
      state = next;
    }
  }

  /** Enters a final state, unless one was entered before. */
  synchronized void end(RunnerState last, @Nullable String why) {
    if (!state.isFinal()) {
      state = last;
      if (why != null) {
        problem = why;
      }
    }
  }

  synchronized void recovered(long savedRevision, String label) {
    revision = savedRevision;
    guarantee = label;
    problem = null;
  }

  synchronized void startAttempt(long number) {
    attempt = number;
  }

  synchronized void committed(Batch batch, long savedRevision, Instant at, Duration batchLag) {
    handled += batch.events();
    records += batch.records();
    deadLetters += batch.deadLetters().size();
    revision = savedRevision;
    lastCheckpoint = at;
    lag = batchLag;
  }

  synchronized void problem(@Nullable String line) {
    problem = line;
  }
}
