package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a run of which a thread has died is not taken for one that works. Method: real threads, of
 * which one dies of an error in its step.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DyingThreadTest {
  @TempDir Path folder;

  @SuppressWarnings("try") // they go on beside, until the block is left
  @Test
  void ofAStepBesideThePipelineStopsItAndIsRemembered() throws Exception {
    CountDownLatch mayDie = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    VitalSteps steps = new VitalSteps(new LocalSurroundings("counted"), stopped::countDown);
    AtomicInteger calls = new AtomicInteger();
    try (Repeating healthy = steps.repeat("journal", Duration.ofMillis(1), () -> {});
        Repeating dying =
            steps.repeat(
                "lease",
                Duration.ofMillis(1),
                () -> {
                  awaitUninterruptibly(mayDie);
                  dieAtThe(3, calls.incrementAndGet());
                })) {
      steps.requireAlive();
      mayDie.countDown();
      stopped.await();
    }
    assertThat(calls).hasValue(3);
    assertThat(failureOf(steps))
        .isEqualTo(
            "The thread 'lease' died of java.lang.OutOfMemoryError: none left. Everything that was"
                + " handled is committed; start again.");
  }

  /** The watchdog is the one thread that looks at the clock again and again. */
  @Test
  void ofTheWatchdogFailsTheRunWhichHasCommittedWhatItHandled() throws Exception {
    PipelineOptions options = Counted.options(folder).stallTimeout(Duration.ofHours(1)).build();
    AtomicBoolean isToDie = new AtomicBoolean();
    Pipeline pipeline =
        Counted.pipeline(
            context -> {
              for (long n = 1; n <= 100; n++) {
                context.emit(PLAIN, tick(n));
              }
              isToDie.set(true);
              Thread.sleep(Long.MAX_VALUE);
            },
            Counted.plain(OnError.DEAD_LETTER));
    Machine machine = new LocalMachine(pipeline, options);
    Time dyingTime =
        new Time() {
          @Override
          public long nanos() {
            boolean isWatchdog = Thread.currentThread().getName().equals("counted-watchdog");
            if (isWatchdog && isToDie.getAndSet(false)) {
              throw new OutOfMemoryError("none left");
            }
            return machine.surroundings().time().nanos();
          }

          @Override
          public Instant now() {
            return machine.surroundings().time().now();
          }
        };
    PipelineRunner runner =
        new PipelineRunner(pipeline, options, new OtherTime(machine, dyingTime), () -> {});
    runner.run();

    assertThat(runner.status().state()).isEqualTo(RunnerState.FAILED);
    assertThat(runner.status().problem()).startsWith("The thread 'watchdog' died of ");
    assertThat(Counted.numbers(folder, "plain"))
        .isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void dieAtThe(int last, int call) {
    if (call == last) {
      throw new OutOfMemoryError("none left");
    }
  }

  private static String failureOf(VitalSteps steps) {
    try {
      steps.requireAlive();
      return "";
    } catch (PipelineFailure e) {
      return e.getMessage();
    }
  }
}
