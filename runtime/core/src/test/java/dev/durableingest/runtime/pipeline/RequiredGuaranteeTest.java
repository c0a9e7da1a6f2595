package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.LOSSY;
import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.Conditional;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code --require}: a run that would promise less than it must does not start. */
@Timeout(300)
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

  @Test
  void aSourceWithAConditionPromisesNoMoreThanAtLeastOnceAndSaysForWhat() throws Exception {
    Pipeline pipeline = Counted.pipeline(new WithCondition(), Counted.plain(OnError.DEAD_LETTER));

    PipelineStatus refused =
        pipeline.start(Counted.options(folder).require(Guarantee.EFFECTIVELY_ONCE).build()).await();
    assertThat(refused.state()).isEqualTo(RunnerState.FAILED);
    assertThat(refused.problem())
        .contains("this run would be at-least-once for rows that commit within 5m");

    PipelineStatus end = pipeline.start(Counted.options(folder).build()).await();
    assertThat(end.guarantee()).isEqualTo("at-least-once for rows that commit within 5m");
    assertThat(PipelineCheck.of(pipeline, Counted.options(folder).build()))
        .extracting(Object::toString)
        .anyMatch(line -> line.contains("at-least-once for rows that commit within 5m"));
  }

  private static final class WithCondition implements SourceAdapter, Conditional {
    @Override
    public void run(SourceContext context) throws Exception {
      context.emit(PLAIN, tick(1));
    }

    @Override
    public Optional<String> condition() {
      return Optional.of("rows that commit within 5m");
    }
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
