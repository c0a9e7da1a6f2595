package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.pipeline.Counted.Plain;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import dev.durableingest.runtime.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a wall clock that jumps changes nothing but the times that are shown. Method: a real run on
 * real files whose wall clock is set back by an hour and forward by a day while it works, with
 * every limit that is a duration set to minutes, a budget that is nearly used up, and a connection
 * that is lost after each jump.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClockJumpTest {
  private static final long EVENTS = 400;

  @TempDir Path folder;
  private final AtomicLong committed = new AtomicLong();
  private final AtomicReference<Duration> jump = new AtomicReference<>(Duration.ZERO);

  @Test
  void nothingIsLostDoubledStalledOrEndedThoughTheWallClockJumps() throws Exception {
    PipelineOptions options =
        Counted.options(folder)
            .runFor(Duration.ofMinutes(10))
            .untilIdle(Duration.ofMinutes(10))
            .stallTimeout(Duration.ofMinutes(10))
            .startTimeout(Duration.ofMinutes(10))
            .deadLettersMax(2)
            .deadLettersWindow(10_000)
            .build();
    Pipeline pipeline = Counted.pipeline(source(), Counted.plain(OnError.DEAD_LETTER));
    Machine machine = new LocalMachine(pipeline, options);
    PipelineRunner runner =
        new PipelineRunner(pipeline, options, new OtherTime(machine, new JumpingTime()), () -> {});
    runner.run();

    PipelineStatus end = runner.status();
    assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.handled()).isEqualTo(EVENTS);
    assertThat(end.deadLetters()).isEqualTo(2);
    assertThat(Counted.numbers(folder, "plain"))
        .isEqualTo(LongStream.rangeClosed(1, EVENTS).filter(n -> n % 150 != 0).boxed().toList());
    assertThat(end.revision())
        .as("the linger commits also after a jump")
        .isGreaterThanOrEqualTo(EVENTS / 20);
    assertThat(runner.metrics().stalls().values()).allMatch(count -> count == 0);
  }

  private SourceAdapter source() {
    return context -> {
      long after = context.checkpoint(PLAIN).map(Plain::number).orElse(0L);
      committed.set(after);
      context.onCheckpointed(
          checkpoint -> {
            Plain cursor = checkpoint.cursors(PLAIN).get("");
            committed.set(cursor == null ? 0 : cursor.number());
          });
      for (long n = after + 1; n <= EVENTS; n++) {
        context.emit(PLAIN, n % 150 == 0 ? new Tick("", n, Counted.POISON) : tick(n));
        if (n % 20 == 0) {
          awaitCommitted(n); // by the linger, for no batch is full
        }
        if (n == 100 || n == 200) {
          jump.set(n == 100 ? Duration.ofHours(-1) : Duration.ofDays(1));
          throw new IOException("the connection is lost with the jump");
        }
      }
    };
  }

  private void awaitCommitted(long number) throws InterruptedException {
    long last = number % 150 == 0 ? number - 1 : number; // a bad event moves no cursor
    while (committed.get() < last) {
      Thread.sleep(1);
    }
  }

  /** The clocks of the machine, but for the jumps of the wall clock. */
  private final class JumpingTime implements Time {
    @Override
    public long nanos() {
      return Time.system().nanos();
    }

    @Override
    public Instant now() {
      return Time.system().now().plus(jump.get());
    }
  }
}
