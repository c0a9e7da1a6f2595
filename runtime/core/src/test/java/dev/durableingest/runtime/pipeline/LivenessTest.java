package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.LOSSY;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;

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

/** What a run does, and says, when nothing moves. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LivenessTest {
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir Path folder;

  @Test
  void aSilentSourceIsInterruptedAndStartedAgain() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    PipelineRun run =
        Counted.pipeline(
                context -> {
                  int attempt = attempts.incrementAndGet();
                  context.emit(LOSSY, tick(attempt));
                  if (attempt < 3) {
                    Thread.sleep(60_000);
                  }
                },
                Counted.lossy())
            .start(Counted.options(folder).stallTimeout(SHORT).build());
    PipelineStatus end = run.await();
    assertThat(end.problem()).isNull();
    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(Counted.numbers(folder, "lossy")).containsExactly(1L, 2L, 3L);
    assertThat(run.metrics().stalls()).containsEntry(Stage.SOURCE, 2L);
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
    PipelineStatus end =
        run(
            Counted.options(folder).stallTimeout(SHORT),
            context -> {
              context.emit(LOSSY, tick(attempts.incrementAndGet()));
              if (attempts.get() == 1) {
                try {
                  Thread.sleep(60_000);
                } catch (InterruptedException e) {
                  // as authors do
                }
              }
            });
    assertThat(end.problem()).isNull();
    assertThat(Counted.numbers(folder, "lossy")).containsExactly(1L, 2L);
  }

  @Test
  void aSourceThatNeverGivesASignIsStartedAgainAfterTheStartTimeout() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    PipelineStatus end =
        run(
            Counted.options(folder).startTimeout(SHORT),
            context -> {
              if (attempts.incrementAndGet() < 3) {
                Thread.sleep(60_000);
              }
            });
    assertThat(end.problem()).isNull();
    assertThat(attempts).hasValue(3);
  }

  @Test
  void aSourceThatSaysHowLongItIsQuietIsLeftAlone() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    PipelineStatus end =
        run(
            Counted.options(folder).stallTimeout(SHORT).startTimeout(SHORT),
            context -> {
              attempts.incrementAndGet();
              context.alive(Duration.ofMinutes(1));
              Thread.sleep(1_500);
              context.emit(LOSSY, tick(1));
            });
    assertThat(end.problem()).isNull();
    assertThat(attempts).hasValue(1);
  }

  @Test
  void whileASilentSourceIgnoresItsInterruptNoSecondOneStartsAndTheRunFails() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    PipelineStatus end =
        run(
            Counted.options(folder).stallTimeout(SHORT).drainTimeout(Duration.ofMillis(1_500)),
            context -> {
              attempts.incrementAndGet();
              context.emit(LOSSY, tick(1));
              while (release.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
              }
            });
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
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger attempts = new AtomicInteger();
    PipelineRun run =
        Counted.pipeline(
                context -> {
                  attempts.incrementAndGet();
                  for (long n = 1; n <= 10; n++) {
                    context.emit(LOSSY, new Tick("", n, n == 5 ? "block" : "t"));
                  }
                  context.alive(Duration.ofMinutes(1));
                  release.await();
                  awaitReady(context::alive);
                },
                Counted.lossy(
                    tick -> {
                      if (tick.text().equals("block")) {
                        release.await();
                      }
                    }))
            .start(Counted.options(folder).stallTimeout(SHORT).queueMaxEvents(3).build());
    awaitHealth(run, health -> health.stage() == Stage.PROCESS);
    assertThat(run.health().isReady()).isFalse();
    assertThat(run.health().reason()).startsWith("Stalled at stage process for");
    release.countDown();
    PipelineStatus end = run.await();
    assertThat(end.problem()).isNull();
    assertThat(attempts).hasValue(1);
    assertThat(run.metrics().stalls()).containsEntry(Stage.PROCESS, 1L);
  }

  @Test
  void aListenerThatDoesNotReturnStallsTheAcknowledgeStageAndThePipelineGoesOn() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    PipelineRun run =
        Counted.pipeline(
                context -> {
                  context.onCheckpointed(
                      checkpoint -> {
                        try {
                          release.await();
                        } catch (InterruptedException e) {
                          Thread.currentThread().interrupt();
                        }
                      });
                  for (long n = 1; release.getCount() > 0; n++) {
                    context.emit(LOSSY, tick(n));
                    Thread.sleep(5);
                  }
                },
                Counted.lossy())
            .start(Counted.options(folder).stallTimeout(SHORT).build());
    awaitHealth(run, health -> health.stage() == Stage.ACKNOWLEDGE);
    long before = run.status().handled();
    while (run.status().handled() < before + 20) {
      Thread.sleep(5);
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
    CountDownLatch release = new CountDownLatch(1);
    PipelineRun run =
        Counted.pipeline(
                context -> {
                  context.alive(Duration.ofMinutes(1));
                  Thread.sleep(2_500);
                  context.emit(LOSSY, tick(1));
                  release.await();
                },
                Counted.lossy(tick -> release.await()))
            .start(Counted.options(folder).build());
    awaitHealth(run, Health::isReady);
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < Duration.ofSeconds(2).toNanos()) {
      assertThat(run.activity().pulse().silence()).isLessThan(Duration.ofMillis(1_900));
      Thread.sleep(20);
    }
    while (run.activity().pulse().silence().toSeconds() < 2) {
      Thread.sleep(20);
    }
    assertThat(run.activity().stage()).isEqualTo(Stage.PROCESS);
    release.countDown();
    run.await();
  }

  private static void awaitReady(Runnable sign) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      sign.run();
      Thread.sleep(20);
    }
  }

  private static void awaitHealth(PipelineRun run, Predicate<Health> wanted)
      throws InterruptedException {
    while (!wanted.test(run.health())) {
      Thread.sleep(5);
    }
  }

  private PipelineStatus run(
      PipelineOptions.Builder options, dev.durableingest.runtime.SourceAdapter source)
      throws InterruptedException {
    return Counted.pipeline(source, Counted.lossy()).start(options.build()).await();
  }
}
