package dev.durableingest.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * A run in this process, into a DuckDB file. It goes on until the test has seen what it waits for,
 * because how long nothing came does not tell that everything has come.
 */
final class Ingestion implements AutoCloseable {
  private final PipelineRun run;

  Ingestion(Pipeline pipeline, Path folder) {
    this.run =
        pipeline.start(
            PipelineOptions.builder()
                .olap(URI.create("duckdb:" + folder.resolve("data.duckdb")))
                .deadLetters(folder.resolve("dead-letters").toUri())
                .batchLinger(Duration.ofMillis(50))
                .build());
  }

  PipelineStatus status() {
    return run.status();
  }

  /** Waits until something is so; the test's timeout bounds it, and a run that is over fails it. */
  void await(Callable<Boolean> question) throws Exception {
    while (!question.call()) {
      assertThat(status().state().isFinal()).as("over: %s", status()).isFalse();
      Thread.sleep(10);
    }
  }

  /** Waits until so many events are durable. */
  void awaitHandled(long events) throws Exception {
    await(() -> status().handled() >= events);
  }

  /** Ends the run; everything that was emitted is in the tables then. */
  PipelineStatus stop() throws InterruptedException {
    run.stop();
    PipelineStatus end = run.await();
    assertThat(end.state()).as("%s", end).isEqualTo(RunnerState.STOPPED);
    return end;
  }

  @Override
  public void close() {
    run.close();
  }
}
