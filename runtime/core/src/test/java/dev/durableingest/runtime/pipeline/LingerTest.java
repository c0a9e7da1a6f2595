package dev.durableingest.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.Counted.Tick;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a run that fell behind catches up in large batches. Method: the pipeline is held at its
 * first event until all others wait in the queue, and for longer than the linger by a clock that
 * then stands still; so each further commit would be one for the age of the events.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LingerTest {
  private static final int EVENTS = 9_000;
  private static final Duration LINGER = Duration.ofMinutes(1);

  @TempDir Path folder;
  private final HandClock clock = new HandClock();
  private final CountDownLatch emitted = new CountDownLatch(1);

  @Test
  void eventsThatWaitedLongInTheQueueAreCommittedTogether() throws Exception {
    PipelineOptions options = Counted.options(folder).batchLinger(LINGER).build();
    Pipeline pipeline =
        Counted.pipeline(
            context -> {
              for (long n = 1; n <= EVENTS; n++) {
                context.emit(Counted.LOSSY, new Tick("", n, "x"));
              }
              emitted.countDown();
            },
            Counted.lossy(
                tick -> {
                  if (tick.number() == 1) {
                    emitted.await();
                    clock.pass(LINGER.plusSeconds(1));
                  }
                }));

    PipelineStatus end = HandRun.start(pipeline, options, clock).await();
    assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.handled()).isEqualTo(EVENTS);
    assertThat(end.revision())
        .as("saved at the start, with the first event, with all others, and at the end")
        .isLessThanOrEqualTo(4);
  }
}
