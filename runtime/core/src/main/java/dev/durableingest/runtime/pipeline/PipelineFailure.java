package dev.durableingest.runtime.pipeline;

import org.jspecify.annotations.Nullable;

/** The run is over, and not as asked. Carries the state it ends in and one line for people. */
final class PipelineFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final RunnerState state;

  PipelineFailure(RunnerState state, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.state = state;
  }

  /** A failure that no repetition mends. */
  static PipelineFailure failed(String message, @Nullable Throwable cause) {
    return new PipelineFailure(RunnerState.FAILED, message, cause);
  }

  /** The final state. */
  RunnerState state() {
    return state;
  }
}
