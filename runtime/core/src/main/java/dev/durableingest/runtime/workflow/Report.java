package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.pipeline.PipelineStatus;
import java.time.Duration;

/** Tells a person or a program how a run goes. Called by one thread. */
interface Report {

  /** The run has said what it guarantees. */
  void started(Ingest ingest, String guarantee);

  /** How the run stands: after every change of its state or problem, and from time to time. */
  void status(PipelineStatus status, long eventsPerSecond);

  /** How the run stands, twice a second; only for what is rewritten in place. */
  void live(PipelineStatus status, long eventsPerSecond);

  /** The run is over. */
  void ended(PipelineStatus status, Duration duration, int exitCode);
}
