package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.source.EventQueue;
import dev.durableingest.runtime.time.Time;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of a pipeline. All methods may be called from any thread. */
public final class PipelineRun implements AutoCloseable {
  private final EventQueue queue;
  private final StatusBoard board = new StatusBoard();
  private final StopSignal stop;
  private final CountDownLatch over = new CountDownLatch(1);

  private PipelineRun(PipelineOptions options) {
    queue =
        new EventQueue(
            options.queueMaxEvents(),
            options.queueMaxBytes(),
            options.maxEvents().orElse(Long.MAX_VALUE));
    stop = new StopSignal(Time.system(), options.drainTimeout(), this::stopRequested);
  }

  static PipelineRun start(Pipeline pipeline, PipelineOptions options) {
    PipelineRun run = new PipelineRun(options);
    PipelineRunner runner =
        new PipelineRunner(
            pipeline.source(),
            options,
            run.queue,
            run.stop,
            run.board,
            Time.system(),
            new SecureRandom());
    String name = options.pipelineId().orElse(pipeline.source().name());
    Thread thread = new Thread(() -> run.drive(runner), name + "-pipeline");
    thread.setDaemon(true);
    thread.start();
    return run;
  }

  /**
   * Asks the run to stop: interrupts the source, commits what was emitted, ends. Returns at once.
   */
  public void stop() {
    stop.request();
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
    return board.status(queue.accepted());
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

  private void drive(PipelineRunner runner) {
    try {
      runner.run();
    } finally {
      over.countDown();
    }
  }

  /** A destination that hangs cannot hang the stop: after the drain timeout the run is given up. */
  private void stopRequested() {
    queue.wake();
    Thread watchdog =
        new Thread(
            () -> {
              // A second for the pipeline thread to say itself what was left.
              long nanos = stop.drainNanosLeft() + TimeUnit.SECONDS.toNanos(1);
              try {
                if (!over.await(nanos, TimeUnit.NANOSECONDS)) {
                  board.end(
                      RunnerState.HALTED,
                      "The drain timeout was over while the pipeline was busy; what was not"
                          + " committed will be fetched again.");
                  over.countDown();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "drain-timeout");
    watchdog.setDaemon(true);
    watchdog.start();
  }
}
