package dev.durableingest.testkit.conformance;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** One run of the pipeline, from its start to its end or its crash. Used by one thread. */
final class Life {
  private static final long LOOK_MILLIS = 2;

  private final ObservedPipeline observed;
  private final Observation observation;
  private final PipelineRun run;
  private final Duration patience;
  private final long startNanos = System.nanoTime();

  Life(
      ObservedPipeline observed,
      Observation observation,
      PipelineOptions options,
      Duration patience) {
    this.observed = observed;
    this.observation = observation;
    this.patience = patience;
    this.run = observed.pipeline().start(options);
  }

  /** A question about the world that is asked until it is answered with yes. */
  interface Question {
    boolean isTrue() throws Exception;
  }

  /**
   * Waits until something is so or the run is over, but not without end.
   *
   * @return whether it is so
   */
  boolean await(Question question) throws Exception {
    return await(question, patience);
  }

  /** The same, but not longer than this. */
  boolean await(Question question, Duration limit) throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!question.isTrue()) {
      if (isOver() || System.nanoTime() >= deadline) {
        return question.isTrue();
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return true;
  }

  /** Waits until nothing was handled for a while, once the source is connected; or for the end. */
  void awaitQuiet(Duration quiet) throws Exception {
    await(() -> status().state() == RunnerState.STREAMING);
    int before = observed.handled();
    long since = System.nanoTime();
    while (!isOver() && System.nanoTime() - since < quiet.toNanos()) {
      Thread.sleep(LOOK_MILLIS);
      if (observed.handled() != before) {
        before = observed.handled();
        since = System.nanoTime();
      }
    }
  }

  /** Asks the run to stop; returns at once. */
  void stop() {
    run.stop();
  }

  /** Waits for the end after a stop or a crash; the source must have left run by then. */
  void end() throws InterruptedException {
    run.stop();
    long deadline = System.nanoTime() + patience.toNanos();
    boolean over = run.await(patience);
    while (observed.sourceThread() != null && System.nanoTime() < deadline) {
      Thread.sleep(LOOK_MILLIS);
    }
    Thread source = observed.sourceThread();
    if (source != null) {
      observation.problem(
          "The source did not leave run within "
              + patience.toSeconds()
              + " s of being interrupted. An interrupt means cancellation: do not catch"
              + " InterruptedException, and wait only where an interrupt ends the wait. It is at:"
              + where(source));
    } else if (!over) {
      observation.problem("The run did not end within " + patience.toSeconds() + " s.");
    }
  }

  /** How long ago it was started. */
  Duration age() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  boolean isOver() {
    return run.status().state().isFinal();
  }

  PipelineStatus status() {
    return run.status();
  }

  ObservedPipeline observed() {
    return observed;
  }

  private static String where(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .limit(8)
        .map(frame -> "\n      " + frame)
        .collect(Collectors.joining());
  }
}
