package dev.durableingest.runtime.pipeline;

import java.util.Locale;

/** The states of a runner, in the order in which a quiet life passes them. */
public enum RunnerState {
  /** Takes the lease; epoch and owner become durable. */
  ACQUIRING,
  /** Brings sinks and dead letters in line with the document. */
  RECOVERING,
  /** Waits for the backoff, then starts the source. */
  CONNECTING,
  /** Takes, processes and commits events. */
  STREAMING,
  /** The connection was lost: handles what was emitted and commits it. */
  SETTLING,
  /** The end: interrupts the source, handles what was emitted, commits it, releases the lease. */
  DRAINING,
  /** Ended as asked: the source was exhausted, or somebody stopped the run. Final. */
  STOPPED,
  /** Ended by a failure that no repetition mends. Final. */
  FAILED,
  /** Another runner took the lease: nothing more was saved or acknowledged. Final. */
  FENCED,
  /** The drain timeout was over before the end. Final. */
  HALTED;

  /** The state in a sentence: "the pipeline is …". */
  String words() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the run is over. */
  public boolean isFinal() {
    return this == STOPPED || this == FAILED || this == FENCED || this == HALTED;
  }
}
