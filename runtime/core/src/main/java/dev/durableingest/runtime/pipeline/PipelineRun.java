package dev.durableingest.runtime.pipeline;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of a pipeline. All methods may be called from any thread. */
public final class PipelineRun implements AutoCloseable {
  private final PipelineRunner runner;
  private final CountDownLatch over = new CountDownLatch(1);

  private PipelineRun(Pipeline pipeline, PipelineOptions options) {
    runner = new PipelineRunner(pipeline, options, pipeline.machine(options), this::watchDrain);
  }

  static PipelineRun start(Pipeline pipeline, PipelineOptions options) {
    PipelineRun run = new PipelineRun(pipeline, options);
    String name = options.pipelineId().orElse(pipeline.source().name());
    Thread thread = new Thread(run::drive, name + "-pipeline");
    thread.setDaemon(true);
    thread.start();
    return run;
  }

  /**
   * Asks the run to stop: interrupts the source, commits what was emitted, ends. Returns at once.
   */
  public void stop() {
    runner.stop();
  }

  /**
   * Waits for the end.
   *
   * @return the last status; its state is final
   */
  public PipelineStatus await() throws InterruptedException {
    over.await();
    return status();
  }

  /**
   * Waits for the end, but not longer than this.
   *
   * @return whether the run is over
   */
  public boolean await(Duration timeout) throws InterruptedException {
    return over.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How the run stands now. */
  public PipelineStatus status() {
    return runner.status();
  }

  /** Whether the run does its work now, and if not, why. */
  public Health health() {
    return runner.health();
  }

  /** What the run holds now, and how often it stalled. */
  public PipelineMetrics metrics() {
    return runner.metrics();
  }

  /** What the pipeline thread is doing. */
  Activity activity() {
    return runner.activity();
  }

  /** Stops the run and waits for its end, which the drain timeout bounds. */
  @Override
  public void close() {
    stop();
    boolean interrupted = false;
    while (true) {
      try {
        over.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // the end is near: wait for it, then tell
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void drive() {
    try {
      runner.run();
    } finally {
      over.countDown();
    }
  }

  /** A destination that hangs cannot hang the stop: after the drain timeout the run is given up. */
  private void watchDrain() {
    Thread watchdog = new Thread(this::awaitDrain, "drain-timeout");
    watchdog.setDaemon(true);
    watchdog.start();
  }

  private void awaitDrain() {
    // A second for the pipeline thread to say itself what was left.
    long nanos = runner.drainNanosLeft() + TimeUnit.SECONDS.toNanos(1);
    try {
      if (!over.await(nanos, TimeUnit.NANOSECONDS)) {
        runner.giveUp(
            "The drain timeout was over while the pipeline was busy at stage "
                + runner.activity().stage()
                + "; what was not committed will be fetched again.");
        over.countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
