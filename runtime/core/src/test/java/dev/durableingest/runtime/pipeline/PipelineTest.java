package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.LOSSY;
import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static dev.durableingest.runtime.pipeline.Counted.from;
import static dev.durableingest.runtime.pipeline.Counted.pipeline;
import static dev.durableingest.runtime.pipeline.Counted.range;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.pipeline.Counted.Plain;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The promises of the durable loop, one by one, on real files. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PipelineTest {
  @TempDir Path folder;

  @Test
  void writesWhatAFiniteSourceEmitsInOrderAndCompletes() throws Exception {
    PipelineStatus end = run(from(1, 5_000));

    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.handled()).isEqualTo(5_000);
    assertThat(end.records()).isEqualTo(5_000);
    assertThat(end.problem()).isNull();
    assertThat(Counted.numbers(folder, "plain")).isEqualTo(range(1, 5_000));
  }

  @Test
  void beginsAfterTheCheckpointWhenItRunsAgain() throws Exception {
    run(from(1, 10));
    List<Optional<Plain>> seen = new ArrayList<>();

    run(
        context -> {
          seen.add(context.checkpoint(PLAIN));
          from(11, 20).run(context);
        });

    assertThat(seen).containsExactly(Optional.of(new Plain(10)));
    assertThat(Counted.numbers(folder, "plain")).isEqualTo(range(1, 20));
  }

  @Test
  void commitsWhatWasEmittedBeforeItCallsRunAgain() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    PipelineStatus end =
        run(
            context -> {
              long after = context.checkpoint(PLAIN).map(Plain::number).orElse(0L);
              for (long n = after + 1; n <= 100; n++) {
                context.emit(PLAIN, tick(n));
                if (n % 7 == 0 && attempts.incrementAndGet() < 14) {
                  throw new IOException("connection reset");
                }
              }
            });

    assertThat(end.attempt()).isEqualTo(14);
    assertThat(end.handled()).isEqualTo(100);
    assertThat(Counted.numbers(folder, "plain")).isEqualTo(range(1, 100));
  }

  @Test
  void refusesWhatAnOldAttemptEmits() throws Exception {
    AtomicReference<SourceContext> old = new AtomicReference<>();
    AtomicReference<Throwable> refused = new AtomicReference<>();
    run(
        context -> {
          SourceContext first = old.getAndSet(context);
          if (first == null) {
            throw new IOException("connection reset");
          }
          try {
            first.emit(PLAIN, tick(99));
          } catch (IllegalStateException e) {
            refused.set(e);
          }
          context.emit(PLAIN, tick(1));
        });

    assertThat(refused.get()).hasMessageContaining("Attempt 1 of source 'counted' is over");
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L);
  }

  @Test
  void blocksTheSourceWhileTheQueueIsFull() throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    AtomicInteger taken = new AtomicInteger();
    ResourceBinding<Tick, ?, Void> lossy = Counted.lossy();
    ResourceBinding<Tick, Counted.Row, Void> slow =
        new ResourceBinding<>(
            LOSSY,
            tick -> {
              blocked.countDown();
              released.await();
              return null;
            },
            lossy.target(),
            Counted.ordered().codec(),
            tick -> 100,
            OnError.DEAD_LETTER,
            lossy.replay());
    PipelineOptions options = Counted.options(folder).queueMaxEvents(10).build();
    SourceAdapter source =
        context -> {
          context.emit(LOSSY, tick(0));
          blocked.await();
          while (context.tryEmit(LOSSY, tick(1))) {
            taken.incrementAndGet();
          }
          released.countDown();
        };
    try (PipelineRun run = pipeline(source, slow).start(options)) {
      assertThat(run.await().handled()).isEqualTo(11);
    }

    assertThat(taken).hasValue(10);
  }

  @Test
  void refusesASecondRunOfOnePipeline() throws Exception {
    try (PipelineRun first =
        pipeline(context -> Thread.sleep(60_000), Counted.plain(OnError.DEAD_LETTER))
            .start(Counted.options(folder).build())) {
      while (first.status().state() != RunnerState.CONNECTING) {
        Thread.sleep(1);
      }
      PipelineStatus second = run(from(1, 5));
      assertThat(second.state()).isEqualTo(RunnerState.FAILED);
      assertThat(second.problem())
          .contains("process " + ProcessHandle.current().pid())
          .doesNotContain("\n");
    }
  }

  @Test
  void saysWhatItPromises() throws Exception {
    assertThat(run(from(1, 1)).guarantee()).isEqualTo("effectively-once");
    assertThat(
            run(
                    context -> {},
                    Counted.lossy(),
                    Counted.ordered(),
                    Counted.plain(OnError.DEAD_LETTER))
                .guarantee())
        .isEqualTo(
            "best-effort (lossy best-effort, ordered effectively-once, plain effectively-once)");
  }

  @Test
  void opensNothingWhenAUrlHasNoProvider() throws Exception {
    PipelineOptions options = Counted.options(folder).stream(URI.create("teapot:x")).build();
    try (PipelineRun run =
        pipeline(from(1, 1), Counted.plain(OnError.DEAD_LETTER)).start(options)) {
      PipelineStatus end = run.await();
      assertThat(end.state()).isEqualTo(RunnerState.FAILED);
      assertThat(end.problem()).contains("--stream", "'teapot:'", "file");
    }
    assertThat(folder.resolve("checkpoints")).doesNotExist();
  }

  @Test
  void checksThePipelineIdAndTheNumbersOfItsOptions() {
    assertThatThrownBy(() -> PipelineOptions.builder().pipelineId("../x"))
        .hasMessageContaining("'../x'");
    assertThatThrownBy(() -> PipelineOptions.builder().batchMaxRecords(0))
        .hasMessageContaining("--batch-max-records is 1 or more");
  }

  private PipelineStatus run(SourceAdapter source, ResourceBinding<?, ?, ?>... resources)
      throws InterruptedException {
    return Counted.run(folder, source, resources);
  }
}
