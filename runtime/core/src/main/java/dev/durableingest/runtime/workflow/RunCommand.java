package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.status.StatusServer;
import dev.durableingest.runtime.status.Subject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The command {@code run}: starts the pipeline, tells how it goes, and ends with its exit code. */
final class RunCommand {
  private final Ingest ingest;
  private final Console console;
  private final Report report;
  private final @Nullable StatusServer server;
  private final Supplier<Optional<String>> registry;

  /**
   * @param server answers how the run stands; null for none
   * @param registry the registry as JSON, for the server
   */
  RunCommand(
      Ingest ingest,
      Console console,
      Report report,
      @Nullable StatusServer server,
      Supplier<Optional<String>> registry) {
    this.ingest = ingest;
    this.console = console;
    this.report = report;
    this.server = server;
    this.registry = registry;
  }

  /** Runs in a process of our own, where a signal drains and ends the process. */
  int runOwningTheProcess() {
    long begin = System.nanoTime();
    PipelineRun run = start();
    Duration timeout = ingest.options().drainTimeout();
    DrainOnSignal drain = DrainOnSignal.install(run, timeout, console, ingest.source());
    try {
      int exitCode = watch(run, begin);
      console.close();
      return exitCode;
    } finally {
      drain.close();
    }
  }

  /** Runs inside another program, which stops it by interrupting the thread. */
  int runEmbedded() {
    long begin = System.nanoTime();
    return watch(start(), begin);
  }

  private PipelineRun start() {
    StatusServer open = server;
    if (open == null) {
      return ingest.pipeline().start(ingest.options());
    }
    PipelineRun run = ingest.pipeline().start(ingest.options());
    open.show(
        new Subject(
            ingest.source(),
            ingest.pipelineId(),
            ingest.resources(),
            run::status,
            run::health,
            run::metrics,
            registry,
            console::hide));
    return run;
  }

  /**
   * An interrupt stops the run; the run itself sees to it that the drain does not take for ever.
   */
  private int watch(PipelineRun run, long begin) {
    Watch watch = new Watch(ingest, report);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          PipelineStatus status = watch.untilOver(run);
          int exitCode = ExitCode.of(status.state());
          report.ended(status, Duration.ofNanos(System.nanoTime() - begin), exitCode);
          return exitCode;
        } catch (InterruptedException e) {
          interrupted = true;
          run.stop();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
