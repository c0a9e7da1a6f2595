package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static dev.durableingest.runtime.pipeline.Counted.POISON;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.UnknownResourceException;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an event that cannot be handled, and of those behind it. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BadEventTest {
  @TempDir Path folder;

  @Test
  void setsABadEventAsideAndGoesOnBehindIt() throws Exception {
    PipelineStatus end =
        run(
            context -> {
              context.emit(PLAIN, tick(1));
              context.emit(PLAIN, new Tick("", 2, POISON));
              context.emit(PLAIN, tick(3));
            });

    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.deadLetters()).isEqualTo(1);
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L, 3L);
    assertThat(deadLetters()).singleElement().asString().contains("poison 2", "\"plain\"");
  }

  @Test
  void setsBytesAsideThatTheSourceCouldNotDecode() throws Exception {
    run(
        context -> {
          context.reject("{\"half".getBytes(StandardCharsets.UTF_8), new IOException("truncated"));
          context.emit(PLAIN, tick(1));
        });

    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L);
    assertThat(deadLetters()).singleElement().asString().contains("truncated", "half");
  }

  @Test
  void haltsBeforeABadEventWhereTheResourceAsksForThat() throws Exception {
    SourceAdapter source =
        context -> {
          context.emit(PLAIN, tick(1));
          context.emit(PLAIN, new Tick("", 2, POISON));
          context.emit(PLAIN, tick(3));
          Thread.sleep(60_000);
        };

    PipelineStatus end = run(source, Counted.plain(OnError.HALT));

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("'plain'", "HALT", "poison 2");
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L);
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void stopsAtAnUnknownResourceWithTheNamesThatExistThoughTheSourceCatchesTheException()
      throws Exception {
    PipelineStatus end =
        run(
            context -> {
              context.emit(PLAIN, tick(1));
              try {
                context.emit("plane", tick(2));
              } catch (UnknownResourceException e) {
                assertThat(e.known()).containsExactly("plain", "lossy");
              }
              Thread.sleep(60_000);
            },
            Counted.lossy(),
            Counted.plain(OnError.DEAD_LETTER));

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("no resource 'plane'", "plain, lossy");
    assertThat(end.attempt()).isEqualTo(1);
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L);
  }

  @Test
  void refusesAPayloadOfAnotherType() throws Exception {
    PipelineStatus end = run(context -> context.emit("plain", "not a tick"));

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("takes payloads of", "java.lang.String");
  }

  @Test
  void failsWhenTheSourceDiesOfAnError() throws Exception {
    PipelineStatus end =
        run(
            context -> {
              context.emit(PLAIN, tick(1));
              throw new StackOverflowError();
            });

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("StackOverflowError");
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L);
  }

  private PipelineStatus run(SourceAdapter source, ResourceBinding<?, ?, ?>... resources)
      throws InterruptedException {
    return Counted.run(folder, source, resources);
  }

  private List<String> deadLetters() throws IOException {
    return Counted.deadLetters(folder);
  }
}
