package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.pipeline.RunnerState;

/** The exit codes of a workflow. */
final class ExitCode {
  /** Completed, or stopped as asked. */
  static final int OK = 0;

  /** Failed. */
  static final int FAILED = 1;

  /** Wrong usage or configuration. */
  static final int USAGE = 2;

  private ExitCode() {}

  /** The exit code for a run that ended, or did not end, in a state. */
  static int of(RunnerState state) {
    return state == RunnerState.STOPPED ? OK : FAILED;
  }
}
