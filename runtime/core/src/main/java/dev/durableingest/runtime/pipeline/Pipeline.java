package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.wiring.SourceBinding;

/**
 * The wiring of one source, its resources, sinks and store: a definition that can be started. A
 * generated {@code XyzPipeline} makes one. Immutable and thread-safe; may be started several times,
 * one after the other.
 */
public final class Pipeline {
  private final SourceBinding source;

  private Pipeline(SourceBinding source) {
    this.source = source;
  }

  /** The pipeline of a source; generated code calls this. */
  public static Pipeline of(SourceBinding source) {
    return new Pipeline(source);
  }

  /** What is wired. */
  public SourceBinding source() {
    return source;
  }

  /**
   * Starts the pipeline on threads of its own.
   *
   * @return the run, at once; whether it could open its destinations is seen by its status
   */
  public PipelineRun start(PipelineOptions options) {
    return PipelineRun.start(this, options);
  }
}
