package dev.durableingest.runtime.pipeline;

import java.time.Duration;

/** One run of a pipeline. All methods may be called from any thread. */
@SuppressWarnings("DoNotCallSuggester")
public final class PipelineRun implements AutoCloseable {
  private PipelineRun() {}

  static PipelineRun start(Pipeline pipeline, PipelineOptions options) {
    throw new UnsupportedOperationException(pipeline.source().name() + options.stream());
  }

  /**
   * Asks the run to stop: interrupts the source, commits what was emitted, ends. Returns at once.
   */
  public void stop() {}

  /**
   * Waits for the end.
   *
   * @return the last status; its state is final
   */
  public PipelineStatus await() throws InterruptedException {
    throw new InterruptedException();
  }

  /**
   * Waits for the end, but not longer than this.
   *
   * @return whether the run is over
   */
  public boolean await(Duration timeout) throws InterruptedException {
    throw new InterruptedException();
  }

  /** How the run stands now. */
  public PipelineStatus status() {
    throw new UnsupportedOperationException();
  }

  /** Stops the run and waits for its end. */
  @Override
  public void close() {
    stop();
  }
}
