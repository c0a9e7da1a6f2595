package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.text.Amounts;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While open, SIGTERM, SIGINT and SIGHUP stop a run gracefully: what was emitted is committed, then
 * the process ends with the exit code of the run. A process that a signal ends has an exit code of
 * the signal's unless a shutdown hook halts it, so the hook does.
 *
 * <p>The JVM ignores further signals while its hooks run. Who does not want to wait for the drain
 * kills the process; nothing that was committed is lost by that.
 */
final class DrainOnSignal implements AutoCloseable {
  /** The run itself keeps the drain timeout; this is how late its answer may be. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** Looks whether the end is told, more than it takes who gives up to tell it. */
  private static final int LOOKS_FOR_LAST_WORDS = 100;

  private static final long LOOK_MILLIS = 100;

  private final PipelineRun run;
  private final Duration drainTimeout;
  private final Console console;
  private final String program;
  private final CountDownLatch told = new CountDownLatch(1);
  private final Thread hook = new Thread(this::drainAndHalt, "durable-ingest-drain");

  private DrainOnSignal(PipelineRun run, Duration drainTimeout, Console console, String program) {
    this.run = run;
    this.drainTimeout = drainTimeout;
    this.console = console;
    this.program = program;
  }

  /** Installs the hook for a run. */
  static DrainOnSignal install(
      PipelineRun run, Duration drainTimeout, Console console, String program) {
    DrainOnSignal drain = new DrainOnSignal(run, drainTimeout, console, program);
    try {
      Runtime.getRuntime().addShutdownHook(drain.hook);
    } catch (IllegalStateException e) {
      // The signal came first: nothing is ingested yet, and the process is on its way out.
      run.stop();
    }
    return drain;
  }

  /** Removes the hook; where it is at work already, lets it end the process. */
  @Override
  public void close() {
    told.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The hook is at work; it was waiting for the count above.
    }
  }

  private void drainAndHalt() {
    int exitCode = ExitCode.FAILED;
    try {
      run.stop();
      if (run.await(drainTimeout.plus(GRACE))) {
        awaitLastWords();
        exitCode = ExitCode.of(run.status().state());
      } else {
        console.err(program + ": " + left(run.status()));
        console.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Runtime.getRuntime().halt(exitCode);
    }
  }

  /** Counts looks, not time: a process that is suspended for a while loses no words by that. */
  private void awaitLastWords() throws InterruptedException {
    boolean isTold = false;
    for (int look = 0; look < LOOKS_FOR_LAST_WORDS && !isTold; look++) {
      isTold = told.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private String left(PipelineStatus status) {
    return "the drain timeout of "
        + Amounts.duration(drainTimeout)
        + " is over with "
        + Amounts.count(Math.max(0, status.received() - status.handled()), "event")
        + " not committed; a new start resumes at checkpoint "
        + status.revision()
        + ".";
  }
}
