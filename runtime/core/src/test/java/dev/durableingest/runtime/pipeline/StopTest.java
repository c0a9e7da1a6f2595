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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a run ends: by itself, when it was told beforehand, and when somebody asks it to. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StopTest {
  @TempDir Path folder;

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
          Thread.sleep(60_000);
        };
    PipelineOptions options = Counted.options(folder).untilIdle(Duration.ofMillis(200)).build();
    try (PipelineRun run = pipeline(quiet, Counted.plain(OnError.DEAD_LETTER)).start(options)) {
      assertThat(run.await().state()).isEqualTo(RunnerState.STOPPED);
    }
    assertThat(Counted.numbers(folder, "plain")).isEqualTo(range(1, 5));
  }

  @Test
  void stopsAfterSoLongThoughTheSourceNeverConnects() throws Exception {
    SourceAdapter dead =
        context -> {
          throw new IOException("nobody listens");
        };
    PipelineOptions options = Counted.options(folder).runFor(Duration.ofMillis(300)).build();
    try (PipelineRun run = pipeline(dead, Counted.plain(OnError.DEAD_LETTER)).start(options)) {
      PipelineStatus end = run.await();
      assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
      assertThat(end.problem()).contains("nobody listens");
    }
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
          boolean waiting = true;
          while (waiting) {
            try {
              waiting = !release.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
              // deaf
            }
          }
        };
    PipelineOptions options = Counted.options(folder).drainTimeout(Duration.ofMillis(300)).build();
    try (PipelineRun run = pipeline(deaf, Counted.plain(OnError.DEAD_LETTER)).start(options)) {
      while (run.status().handled() < 5) {
        Thread.sleep(1);
      }
      run.stop();
      PipelineStatus end = run.await();
      assertThat(end.state()).isEqualTo(RunnerState.HALTED);
      assertThat(end.problem()).contains("did not leave run");
    } finally {
      release.countDown();
    }
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
}
