package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.DROP;
import static dev.durableingest.runtime.pipeline.Counted.LOSSY;
import static dev.durableingest.runtime.pipeline.Counted.ORDERED;
import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static dev.durableingest.runtime.pipeline.Counted.POISON;
import static dev.durableingest.runtime.pipeline.Counted.UNMARKED;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.Checkpoint;
import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.UnknownResourceException;
import dev.durableingest.runtime.pipeline.Counted.Ordered;
import dev.durableingest.runtime.pipeline.Counted.Plain;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The promises of the durable loop, one by one, on real files. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
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
  void setsABadEventAsideAndGoesOnBehindIt() throws Exception {
    PipelineStatus end =
        run(
            context -> {
              context.emit(PLAIN, tick(1));
              context.emit(PLAIN, new Tick("", 2, POISON));
              context.emit(PLAIN, tick(3));
            });

    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.deadLetters()).isEqualTo(1);
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L, 3L);
    assertThat(deadLetters()).singleElement().asString().contains("poison 2", "\"plain\"");
  }

  @Test
  void setsBytesAsideThatTheSourceCouldNotDecode() throws Exception {
    run(
        context -> {
          context.reject("{\"half".getBytes(StandardCharsets.UTF_8), new IOException("truncated"));
          context.emit(PLAIN, tick(1));
        });

    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L);
    assertThat(deadLetters()).singleElement().asString().contains("truncated", "half");
  }

  @Test
  void haltsBeforeABadEventWhereTheResourceAsksForThat() throws Exception {
    SourceAdapter source =
        context -> {
          context.emit(PLAIN, tick(1));
          context.emit(PLAIN, new Tick("", 2, POISON));
          context.emit(PLAIN, tick(3));
          Thread.sleep(60_000);
        };

    PipelineStatus end = run(source, Counted.plain(OnError.HALT));

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("'plain'", "HALT", "poison 2");
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L);
    assertThat(deadLetters()).isEmpty();
  }

  @Test
  void stopsAtAnUnknownResourceWithTheNamesThatExistThoughTheSourceCatchesTheException()
      throws Exception {
    PipelineStatus end =
        run(
            context -> {
              context.emit(PLAIN, tick(1));
              try {
                context.emit("plane", tick(2));
              } catch (UnknownResourceException e) {
                assertThat(e.known()).containsExactly("plain", "lossy");
              }
              Thread.sleep(60_000);
            },
            Counted.lossy(),
            Counted.plain(OnError.DEAD_LETTER));

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("no resource 'plane'", "plain, lossy");
    assertThat(end.attempt()).isEqualTo(1);
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L);
  }

  @Test
  void refusesAPayloadOfAnotherType() throws Exception {
    PipelineStatus end = run(context -> context.emit("plain", "not a tick"));

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("takes payloads of", "java.lang.String");
  }

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
  void tellsTheSourceWhatIsDurableOnAThreadThatMayBlock() throws Exception {
    List<Long> told = new ArrayList<>();
    CountDownLatch neverReleased = new CountDownLatch(1);
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
              assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
              assertThat(neverReleased.await(1, TimeUnit.MILLISECONDS)).isFalse();
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
          assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
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

  @Test
  void failsWhenTheSourceDiesOfAnError() throws Exception {
    PipelineStatus end =
        run(
            context -> {
              context.emit(PLAIN, tick(1));
              throw new StackOverflowError();
            });

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("StackOverflowError");
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L);
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
    ResourceBinding<?, ?, ?>[] bound =
        resources.length > 0
            ? resources
            : new ResourceBinding<?, ?, ?>[] {Counted.plain(OnError.DEAD_LETTER)};
    try (PipelineRun run = pipeline(source, bound).start(Counted.options(folder).build())) {
      PipelineStatus end = run.await();
      assertThat(end.state().isFinal()).isTrue();
      return end;
    }
  }

  private static Pipeline pipeline(SourceAdapter source, ResourceBinding<?, ?, ?>... resources) {
    return Counted.pipeline(source, resources);
  }

  private static SourceAdapter from(long first, long last) {
    return context -> {
      for (long n = first; n <= last; n++) {
        context.emit(PLAIN, tick(n));
      }
    };
  }

  private static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  private List<String> deadLetters() throws IOException {
    return Counted.deadLetters(folder);
  }
}
