package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static dev.durableingest.runtime.pipeline.Counted.from;
import static dev.durableingest.runtime.pipeline.Counted.pipeline;
import static dev.durableingest.runtime.pipeline.Counted.range;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.SourceAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a run ends: by itself, when it was told beforehand, and when somebody asks it to. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StopTest {
  @TempDir Path folder;
  private final HandClock clock = new HandClock();

  @Test
  void stopsAfterExactlySoManyEvents() throws Exception {
    PipelineOptions options = Counted.options(folder).maxEvents(777).build();
    try (PipelineRun run =
        pipeline(from(1, 1_000_000), Counted.plain(OnError.DEAD_LETTER)).start(options)) {
      PipelineStatus end = run.await();
      assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
      assertThat(end.handled()).isEqualTo(777);
    }
    assertThat(Counted.numbers(folder, "plain")).isEqualTo(range(1, 777));
  }

  @Test
  void stopsWhenNothingComesForSoLong() throws Exception {
    SourceAdapter quiet =
        context -> {
          from(1, 5).run(context);
          clock.passUntilInterrupted();
        };
    PipelineOptions options = Counted.options(folder).untilIdle(Duration.ofSeconds(2)).build();
    assertThat(runByHand(quiet, options).state()).isEqualTo(RunnerState.STOPPED);
    assertThat(Counted.numbers(folder, "plain")).isEqualTo(range(1, 5));
  }

  @Test
  void stopsAfterSoLongThoughTheSourceNeverConnects() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    SourceAdapter dead =
        context -> {
          if (attempts.incrementAndGet() == 3) {
            clock.pass(Duration.ofHours(1));
          }
          throw new IOException("nobody listens");
        };
    PipelineOptions options = Counted.options(folder).runFor(Duration.ofHours(1)).build();
    PipelineStatus end = runByHand(dead, options);
    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.problem()).contains("nobody listens");
    assertThat(attempts).hasValue(3);
  }

  @Test
  void commitsEverythingThatWasEmittedWhenItIsStopped() throws Exception {
    AtomicInteger emitted = new AtomicInteger();
    SourceAdapter endless =
        context -> {
          while (true) {
            context.emit(PLAIN, tick(emitted.get() + 1));
            emitted.incrementAndGet();
          }
        };
    try (PipelineRun run =
        pipeline(endless, Counted.plain(OnError.DEAD_LETTER))
            .start(Counted.options(folder).build())) {
      while (run.status().handled() < 100) {
        Thread.sleep(1);
      }
      run.stop();
      PipelineStatus end = run.await();
      assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
      assertThat(end.handled()).isEqualTo(emitted.get());
    }
    assertThat(Counted.numbers(folder, "plain")).isEqualTo(range(1, emitted.get()));
  }

  @Test
  void endsWithinTheDrainTimeoutThoughTheSourceIgnoresItsInterrupt() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    SourceAdapter deaf =
        context -> {
          from(1, 5).run(context);
          while (release.getCount() > 0) {
            LockSupport.parkNanos(1_000_000);
          }
        };
    PipelineOptions options = Counted.options(folder).drainTimeout(Duration.ofHours(1)).build();
    Pipeline pipeline = pipeline(deaf, Counted.plain(OnError.DEAD_LETTER));
    HandRun run = HandRun.start(pipeline, options, clock);
    while (run.runner().status().handled() < 5) {
      clock.pass(Duration.ofMillis(1)); // until the linger is over
      Thread.sleep(1);
    }
    run.runner().stop();
    run.awaitLook();
    assertThat(run.runner().status().state()).isEqualTo(RunnerState.DRAINING);
    clock.pass(Duration.ofHours(1));
    PipelineStatus end = run.await();
    release.countDown();
    assertThat(end.state()).isEqualTo(RunnerState.HALTED);
    assertThat(end.problem()).contains("did not leave run");
    assertThat(Counted.numbers(folder, "plain")).isEqualTo(range(1, 5));
  }

  @Test
  void stopsAtOnceWhileADestinationCannotBeOpenedBecauseNothingIsInFlight() throws Exception {
    Path stream = folder.resolve("streams/plain");
    Files.createDirectories(stream);
    Files.createSymbolicLink(stream.resolve("LOCK"), folder.resolve("gone/LOCK"));
    try (PipelineRun run =
        pipeline(from(1, 5), Counted.plain(OnError.DEAD_LETTER))
            .start(Counted.options(folder).drainTimeout(Duration.ofMinutes(5)).build())) {
      while (run.status().problem() == null) {
        Thread.sleep(1);
      }
      run.stop();
      assertThat(run.await().state()).isEqualTo(RunnerState.STOPPED);
    }
  }

  private PipelineStatus runByHand(SourceAdapter source, PipelineOptions options)
      throws InterruptedException {
    Pipeline pipeline = pipeline(source, Counted.plain(OnError.DEAD_LETTER));
    return HandRun.start(pipeline, options, clock).await();
  }
}
