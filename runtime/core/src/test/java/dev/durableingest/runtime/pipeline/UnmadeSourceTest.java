package dev.durableingest.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A source whose constructor throws. */
@Timeout(300)
final class UnmadeSourceTest {
  @TempDir Path folder;

  @Test
  void theRunFailsWithOneLineThatSaysWhatTheConstructorSaid() throws Exception {
    Pipeline wired = Counted.pipeline(context -> {}, Counted.plain(OnError.DEAD_LETTER));
    Pipeline broken =
        Pipeline.of(
            new SourceBinding(
                "counted",
                () -> {
                  throw new IllegalArgumentException("A slot is named in small letters.");
                },
                wired.source().reconnect(),
                List.copyOf(wired.source().resources())));

    PipelineStatus end = broken.start(Counted.options(folder).build()).await();

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem())
        .isEqualTo("Source 'counted' cannot be made: A slot is named in small letters.");
  }
}
