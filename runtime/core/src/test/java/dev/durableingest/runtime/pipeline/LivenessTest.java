package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.LOSSY;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceLag;
import dev.durableingest.runtime.Stage;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run does, and says, when nothing moves; by clocks that a test moves. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LivenessTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir Path folder;
  private final HandClock clock = new HandClock();

  @Test
  void aSilentSourceIsInterruptedAndStartedAgain() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    HandRun run =
        start(
            Counted.options(folder).stallTimeout(SHORT),
            context -> {
              int attempt = attempts.incrementAndGet();
              context.emit(LOSSY, tick(attempt));
              if (attempt < 3) {
                clock.passUntilInterrupted();
              }
            });
    PipelineStatus end = run.await();
    assertThat(end.problem()).isNull();
    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(Counted.numbers(folder, "lossy")).containsExactly(1L, 2L, 3L);
    assertThat(run.runner().metrics().stalls()).containsEntry(Stage.SOURCE, 2L);
  }

  @Test
  void howFarTheSourceIsBehindIsToldWhileItsAttemptLasts() throws Exception {
    CountDownLatch looked = new CountDownLatch(1);
    PipelineRun run =
        Counted.pipeline(
                context -> {
                  context.lag(SourceLag.ofEvents(9));
                  context.lag(SourceLag.ofEvents(7));
                  looked.await();
                },
                Counted.lossy())
            .start(Counted.options(folder).build());
    while (run.status().sourceLag().events() == null) {
      Thread.sleep(5);
    }
    assertThat(run.status().sourceLag().events()).isIn(7L, 9L);
    looked.countDown();

    assertThat(run.await().sourceLag()).isEqualTo(SourceLag.UNKNOWN);
  }

  @Test
  void aSourceThatReturnsWhenItIsInterruptedForItsSilenceIsNotExhausted() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    HandRun run =
        start(
            Counted.options(folder).stallTimeout(SHORT),
            context -> {
              context.emit(LOSSY, tick(attempts.incrementAndGet()));
              if (attempts.get() == 1) {
                try {
                  clock.passUntilInterrupted();
                } catch (InterruptedException e) {
                  // as authors do
                }
              }
            });
    assertThat(run.await().problem()).isNull();
    assertThat(Counted.numbers(folder, "lossy")).containsExactly(1L, 2L);
  }

  @Test
  void aSourceThatNeverGivesASignIsStartedAgainAfterTheStartTimeout() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    HandRun run =
        start(
            Counted.options(folder).startTimeout(SHORT),
            context -> {
              if (attempts.incrementAndGet() < 3) {
                clock.passUntilInterrupted();
              }
            });
    assertThat(run.await().problem()).isNull();
    assertThat(attempts).hasValue(3);
  }

  @Test
  void aSourceThatSaysHowLongItIsQuietIsLeftAlone() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch quiet = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    HandRun run =
        start(
            Counted.options(folder).stallTimeout(SHORT).startTimeout(SHORT),
            context -> {
              attempts.incrementAndGet();
              context.alive(Duration.ofMinutes(1));
              quiet.countDown();
              looked.await();
              context.emit(LOSSY, tick(1));
            });
    quiet.await();
    clock.pass(Duration.ofSeconds(59));
    run.awaitLook();
    looked.countDown();
    assertThat(run.await().problem()).isNull();
    assertThat(attempts).hasValue(1);
  }

  @Test
  void whileASilentSourceIgnoresItsInterruptNoSecondOneStartsAndTheRunFails() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    HandRun run =
        start(
            Counted.options(folder).stallTimeout(SHORT).drainTimeout(Duration.ofMillis(1_500)),
            context -> {
              attempts.incrementAndGet();
              context.emit(LOSSY, tick(1));
              while (release.getCount() > 0) {
                clock.pass(SHORT);
                LockSupport.parkNanos(1_000_000);
              }
            });
    PipelineStatus end = run.await();
    release.countDown();
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem())
        .contains("gave no sign of life", "did not leave run within 1 s")
        .doesNotContain("\n");
    assertThat(attempts).hasValue(1);
    assertThat(Counted.numbers(folder, "lossy")).containsExactly(1L);
  }

  @Test
  void anEventThatIsMappedForeverStallsTheProcessStageAndNotTheSource() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger attempts = new AtomicInteger();
    HandRun run =
        start(
            Counted.options(folder).stallTimeout(SHORT).queueMaxEvents(3),
            context -> {
              attempts.incrementAndGet();
              for (long n = 1; n <= 10; n++) {
                context.emit(LOSSY, new Tick("", n, n == 5 ? "block" : "t"));
              }
            },
            tick -> {
              if (tick.text().equals("block")) {
                blocked.countDown();
                release.await();
              }
            });
    blocked.await();
    awaitStallOfProcess(run);
    assertThat(run.runner().health().isReady()).isFalse();
    assertThat(run.runner().health().reason()).startsWith("Stalled at stage process for");
    release.countDown();
    PipelineStatus end = run.await();
    assertThat(end.problem()).isNull();
    assertThat(attempts).hasValue(1);
    assertThat(run.runner().metrics().stalls()).containsEntry(Stage.PROCESS, 1L);
  }

  @Test
  void aListenerThatDoesNotReturnStallsTheAcknowledgeStageAndThePipelineGoesOn() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    HandRun run =
        start(
            Counted.options(folder).stallTimeout(SHORT),
            context -> {
              context.onCheckpointed(checkpoint -> awaitUninterruptibly(release));
              context.alive(Duration.ofDays(1));
              for (long n = 1; release.getCount() > 0; n++) {
                context.emit(LOSSY, tick(n));
                clock.pass(Duration.ofMillis(10));
                Thread.sleep(1);
              }
            });
    awaitHealth(run, health -> health.stage() == Stage.ACKNOWLEDGE);
    long before = run.runner().status().handled();
    while (run.runner().status().handled() < before + 20) {
      Thread.sleep(1);
    }
    release.countDown();
    assertThat(run.await().problem()).isNull();
  }

  @Test
  void isReadyOnceTheSourceHasGivenASignAndNotBefore() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    PipelineRun run =
        Counted.pipeline(
                context -> {
                  go.await();
                  context.alive();
                  end.await();
                },
                Counted.lossy())
            .start(Counted.options(folder).build());
    awaitHealth(run, health -> "The pipeline is connecting".equals(health.reason()));
    go.countDown();
    awaitHealth(run, Health::isReady);
    end.countDown();
    run.await();
    assertThat(run.health().reason()).isEqualTo("The pipeline is stopped");
  }

  @Test
  void thePipelineThreadGivesSignsWhileItIsIdleAndNoneWhileItHangs() throws Exception {
    CountDownLatch emit = new CountDownLatch(1);
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Duration pause = Duration.ofMinutes(1);
    HandRun run =
        start(
            Counted.options(folder).stallTimeout(SHORT),
            context -> {
              context.alive(Duration.ofDays(1));
              emit.await();
              context.emit(LOSSY, tick(1));
            },
            tick -> {
              blocked.countDown();
              release.await();
            });
    awaitHealth(run, Health::isReady);
    Pulse pulse = run.runner().activity().pulse();
    for (int i = 0; i < 2; i++) {
      clock.pass(pause);
      while (pulse.silence().compareTo(pause) >= 0) {
        Thread.sleep(1);
      }
    }
    emit.countDown();
    blocked.await();
    Duration before = Duration.ofNanos(clock.nanos());
    awaitStallOfProcess(run);
    assertThat(pulse.silence()).isEqualTo(Duration.ofNanos(clock.nanos()).minus(before));
    release.countDown();
    assertThat(run.await().problem()).isNull();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void awaitHealth(PipelineRun run, Predicate<Health> wanted)
      throws InterruptedException {
    while (!wanted.test(run.health())) {
      Thread.sleep(1);
    }
  }

  private static void awaitHealth(HandRun run, Predicate<Health> wanted)
      throws InterruptedException {
    while (!wanted.test(run.runner().health())) {
      Thread.sleep(1);
    }
  }

  /** What the watchdog has not seen yet does not count: so time passes until it says so. */
  private void awaitStallOfProcess(HandRun run) throws InterruptedException {
    while (run.runner().health().stage() != Stage.PROCESS) {
      clock.pass(SHORT);
      Thread.sleep(1);
    }
  }

  private HandRun start(PipelineOptions.Builder options, SourceAdapter source) {
    return start(options, source, tick -> {});
  }

  private HandRun start(
      PipelineOptions.Builder options, SourceAdapter source, Counted.Before before) {
    Pipeline pipeline = Counted.pipeline(source, Counted.lossy(before));
    return HandRun.start(pipeline, options.build(), clock);
  }
}
