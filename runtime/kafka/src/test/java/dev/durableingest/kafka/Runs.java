package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import java.time.Duration;
import java.util.function.Predicate;

/** Waits for what becomes of a run, for as long as only a run that hangs would take. */
final class Runs {
  /** How long. */
  static final Duration PATIENCE = Duration.ofSeconds(240);

  private Runs() {}

  /**
   * Waits until a run that goes on is seen to stand so; it must stay so until the test does
   * something, since nobody looks at every moment.
   */
  static PipelineStatus await(PipelineRun run, Predicate<PipelineStatus> wanted)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      PipelineStatus status = run.status();
      if (wanted.test(status)) {
        return status;
      }
      assertThat(status.state().isFinal()).as("has ended; %s", status).isFalse();
      assertThat(System.nanoTime() - begun).as("still; %s", status).isLessThan(PATIENCE.toNanos());
      Thread.sleep(10);
    }
  }

  /** Waits until a run that goes on says this; it may say something else before. */
  static String awaitProblem(PipelineRun run, String part) throws InterruptedException {
    return await(run, status -> status.problem() != null && status.problem().contains(part))
        .problem();
  }

  /** Waits for the end of a run. */
  static PipelineStatus awaitEnd(PipelineRun run) throws InterruptedException {
    assertThat(run.await(PATIENCE)).as("ended; %s", run.status()).isTrue();
    return run.status();
  }
}
