package dev.durableingest.runtime.pipeline;

/** A run on the machine that we run on, but for its clocks, which somebody moves. */
final class HandRun {
  private final PipelineRunner runner;
  private final Thread thread;

  private HandRun(PipelineRunner runner) {
    this.runner = runner;
    this.thread = new Thread(runner::run, "by-hand-pipeline");
  }

  static HandRun start(Pipeline pipeline, PipelineOptions options, HandClock clock) {
    Machine machine = new OtherTime(new LocalMachine(pipeline, options), clock);
    HandRun run = new HandRun(new PipelineRunner(pipeline, options, machine, () -> {}));
    run.thread.setDaemon(true);
    run.thread.start();
    return run;
  }

  PipelineRunner runner() {
    return runner;
  }

  /** Waits for the end. */
  PipelineStatus await() throws InterruptedException {
    thread.join();
    return runner.status();
  }

  /** Waits until the pipeline thread has looked again, from the beginning, at everything. */
  void awaitLook() throws InterruptedException {
    long rounds = runner.activity().steps() + 6; // a round has two steps, or three
    while (runner.activity().steps() < rounds) {
      Thread.sleep(1);
    }
  }
}
