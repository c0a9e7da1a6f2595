package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.DROP;
import static dev.durableingest.runtime.pipeline.Counted.ORDERED;
import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static dev.durableingest.runtime.pipeline.Counted.POISON;
import static dev.durableingest.runtime.pipeline.Counted.UNMARKED;
import static dev.durableingest.runtime.pipeline.Counted.pipeline;
import static dev.durableingest.runtime.pipeline.Counted.range;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.Checkpoint;
import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.pipeline.Counted.Ordered;
import dev.durableingest.runtime.pipeline.Counted.Plain;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How far a resource has come: its cursors, the source's position, and the gaps behind them. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CursorTest {
  @TempDir Path folder;

  @Test
  void dropsReplaysOfASourceThatOverlapsWhereCursorsAreOrdered() throws Exception {
    SourceAdapter overlapping =
        context -> {
          Ordered durable = context.checkpoint(ORDERED).orElse(new Ordered(0));
          for (long n = Math.max(1, durable.number() - 3); n <= durable.number() + 5; n++) {
            context.emit(ORDERED, tick(n));
          }
        };
    for (int i = 0; i < 4; i++) {
      PipelineStatus end = run(overlapping, Counted.ordered());
      // What was durable before is nothing that is still to be waited for.
      assertThat(end.handled()).isEqualTo(end.received());
    }

    assertThat(Counted.numbers(folder, "ordered")).isEqualTo(range(1, 20));
  }

  @Test
  void countsEventsWithoutACursorSoThatTheyAreNotWrittenAgain() throws Exception {
    List<Tick> all =
        List.of(
            tick(1),
            new Tick("", 2, UNMARKED),
            new Tick("", 3, POISON),
            new Tick("", 4, DROP),
            new Tick("", 5, UNMARKED),
            tick(6));
    SourceAdapter exact =
        context -> {
          long after = context.checkpoint(PLAIN).map(Plain::number).orElse(0L);
          for (Tick tick : all) {
            if (tick.number() > after) {
              context.emit(PLAIN, tick);
            }
          }
          Thread.sleep(60_000);
        };
    for (long max = 1; max < all.size(); max++) {
      // Each run replays from event 2 on, because none carries a cursor until the last, and takes
      // one event more than the run before.
      PipelineOptions options = Counted.options(folder).maxEvents(max).build();
      try (PipelineRun run = pipeline(exact, Counted.plain(OnError.DEAD_LETTER)).start(options)) {
        run.await();
      }
    }

    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L, 2L, 5L, 6L);
    assertThat(deadLetters()).hasSize(1);
  }

  @Test
  void losesNothingBehindABadEventThatComesAgainBeforeTheFirstCursor() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    run(
        context -> {
          context.emit(PLAIN, new Tick("", 1, POISON));
          context.emit(PLAIN, new Tick("", 2, UNMARKED));
          if (attempts.incrementAndGet() == 1) {
            throw new IOException("connection reset");
          }
          context.emit(PLAIN, new Tick("", 3, UNMARKED));
        });

    assertThat(Counted.numbers(folder, "plain")).endsWith(2L, 3L);
  }

  @Test
  void losesNothingWherePartitionsMixDifferentlyBeforeTheFirstCursor() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    run(
        context -> {
          if (attempts.incrementAndGet() == 1) {
            context.emit(PLAIN, new Tick("a", 1, UNMARKED));
            throw new IOException("connection reset");
          }
          context.emit(PLAIN, new Tick("b", 7, UNMARKED));
          context.emit(PLAIN, new Tick("a", 1, UNMARKED));
        });

    assertThat(Counted.numbers(folder, "plain")).contains(1L, 7L);
  }

  @Test
  void keepsOneCursorPerPartition() throws Exception {
    run(
        context -> {
          context.emit(PLAIN, new Tick("a", 1, "x"));
          context.emit(PLAIN, new Tick("b", 7, "x"));
          context.emit(PLAIN, new Tick("a", 2, "x"));
        });
    run(
        context ->
            assertThat(context.checkpoints(PLAIN))
                .containsEntry("a", new Plain(2))
                .containsEntry("b", new Plain(7))
                .hasSize(2));
  }

  @Test
  void tellsTheSourceWhatIsDurableOnAThreadThatMayBlock() throws Exception {
    List<Long> told = new ArrayList<>();
    CountDownLatch last = new CountDownLatch(1);
    PipelineStatus end =
        run(
            context -> {
              context.onCheckpointed(
                  checkpoint -> {
                    told.add(checkpoint.position(Plain.class).orElseThrow().number());
                    if (checkpoint.position(Plain.class).orElseThrow().number() == 300) {
                      last.countDown();
                    }
                  });
              for (long n = 1; n <= 300; n++) {
                context.emit(PLAIN, tick(n));
                context.position(new Plain(n));
              }
              last.await();
            });

    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(told).isSorted().doesNotHaveDuplicates().endsWith(300L);
  }

  @Test
  void savesAPositionThoughNoEventCame() throws Exception {
    AtomicReference<Checkpoint> durable = new AtomicReference<>();
    CountDownLatch told = new CountDownLatch(1);
    run(
        context -> {
          context.onCheckpointed(
              checkpoint -> {
                durable.set(checkpoint);
                told.countDown();
              });
          context.position(new Plain(41));
          told.await();
        });

    assertThat(durable.get().position(Plain.class)).contains(new Plain(41));
    run(context -> assertThat(context.position(Plain.class)).contains(new Plain(41)));
  }

  @Test
  void recordsAGapAndClosesItByBackfillWithoutMovingTheCursor() throws Exception {
    AtomicReference<Gap> gap = new AtomicReference<>();
    run(
        context -> {
          context.emit(ORDERED, tick(2));
          gap.set(context.gap(ORDERED, "", 3, 5));
          context.emit(ORDERED, tick(6));
        },
        Counted.ordered());
    run(
        context -> {
          assertThat(context.gaps(ORDERED)).containsExactly(gap.get());
          context.backfill(gap.get(), 3, ORDERED, tick(3));
          context.backfill(gap.get(), 4, ORDERED, tick(4));
        },
        Counted.ordered());
    run(
        context -> {
          assertThat(context.gaps(ORDERED)).singleElement().extracting(Gap::next).isEqualTo(5L);
          assertThat(context.checkpoint(ORDERED)).contains(new Ordered(6));
          context.backfill(gap.get(), 4, ORDERED, tick(4)); // again: dropped
          context.backfill(gap.get(), 5, ORDERED, tick(5));
        },
        Counted.ordered());
    run(context -> assertThat(context.gaps(ORDERED)).isEmpty(), Counted.ordered());

    assertThat(Counted.numbers(folder, "ordered")).containsExactly(2L, 6L, 3L, 4L, 5L);
    assertThat(Files.readAllLines(folder.resolve("dead-letters/counted/closed-gaps.jsonl")))
        .singleElement()
        .asString()
        .contains("\"id\":1,\"resource\":\"ordered\",\"partition\":\"\",\"from\":3,\"to\":5");
  }

  @Test
  void countsTheGapsThatAreOpenAndForgetsThoseThatAreFilled() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    PipelineRun run =
        pipeline(
                context -> {
                  Gap gap = context.gap(ORDERED, "", 3, 3);
                  seen.await();
                  context.backfill(gap, 3, ORDERED, tick(3));
                },
                Counted.ordered())
            .start(Counted.options(folder).build());
    while (run.status().openGaps() == 0) {
      Thread.sleep(5);
    }
    assertThat(run.metrics().gaps()).containsExactly(new Gap(1, "ordered", "", 3, 3, 3));
    seen.countDown();
    assertThat(run.await().openGaps()).isZero();
  }

  private PipelineStatus run(SourceAdapter source, ResourceBinding<?, ?, ?>... resources)
      throws InterruptedException {
    return Counted.run(folder, source, resources);
  }

  private List<String> deadLetters() throws IOException {
    return Counted.deadLetters(folder);
  }
}
