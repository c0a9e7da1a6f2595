package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.LOSSY;
import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --require}: a run that would promise less than it must does not start. */
@Timeout(60)
final class RequiredGuaranteeTest {
  @TempDir Path folder;

  @Test
  void aRunThatPromisesLessIsRefusedBeforeTheSourceStarts() throws Exception {
    PipelineStatus end = run(Guarantee.AT_LEAST_ONCE);

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem())
        .startsWith("--require at-least-once: this run would be best-effort")
        .contains("plain effectively-once, lossy best-effort")
        .contains("checkpoints");
    assertThat(end.received()).isZero();
    assertThat(Counted.lines(folder, "plain")).isEmpty();
  }

  @Test
  void aRunThatPromisesEnoughStarts() throws Exception {
    PipelineStatus end = run(Guarantee.BEST_EFFORT);

    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L);
  }

  private PipelineStatus run(Guarantee required) throws Exception {
    Pipeline pipeline =
        Counted.pipeline(
            context -> {
              context.emit(PLAIN, tick(1));
              context.emit(LOSSY, tick(1));
            },
            Counted.plain(OnError.DEAD_LETTER),
            Counted.lossy());
    return pipeline.start(Counted.options(folder).require(required).build()).await();
  }
}
