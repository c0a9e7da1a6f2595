package dev.durableingest.runtime.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.Counted.Tick;
import dev.durableingest.runtime.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a run that fell behind catches up in large batches. Method: the pipeline is held at its
 * first event until all others wait in the queue, and for longer than the linger by a clock that
 * then stands still; so each further commit would be one for the age of the events.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LingerTest {
  private static final int EVENTS = 9_000;
  private static final Duration LINGER = Duration.ofMinutes(1);

  @TempDir Path folder;
  private final AtomicLong ahead = new AtomicLong();
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
                    ahead.set(LINGER.plusSeconds(1).toNanos());
                  }
                }));
    Machine machine = new OtherTime(new LocalMachine(pipeline, options), new HeldTime());
    PipelineRunner runner = new PipelineRunner(pipeline, options, machine, () -> {});
    runner.run();

    PipelineStatus end = runner.status();
    assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.handled()).isEqualTo(EVENTS);
    assertThat(end.revision())
        .as("saved at the start, with the first event, with all others, and at the end")
        .isLessThanOrEqualTo(4);
  }

  /** Stands still, but for one step. */
  private final class HeldTime implements Time {
    @Override
    public long nanos() {
      return ahead.get();
    }

    @Override
    public Instant now() {
      return Instant.EPOCH.plusNanos(ahead.get());
    }
  }
}
