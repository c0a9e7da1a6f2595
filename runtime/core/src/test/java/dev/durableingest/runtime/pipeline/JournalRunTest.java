package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.LOSSY;
import static dev.durableingest.runtime.pipeline.Counted.ORDERED;
import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.JournalMark;
import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.pipeline.Counted.Plain;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs with an intake journal, on real files. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JournalRunTest {
  private static final String BLOCK = "block";

  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(parent.resolve("first"));
  }

  @Test
  void promisesMoreOfAResourceThatCannotBeReplayed() throws Exception {
    PipelineStatus without = run(Counted.options(folder), context -> {}, Counted.lossy());
    assertThat(without.guarantee()).isEqualTo("best-effort");
    PipelineStatus with = run(journaled(), context -> {}, Counted.lossy());
    assertThat(with.guarantee()).isEqualTo("effectively-once");
  }

  @Test
  void leavesAnEmptyJournalAndAMarkThatSaysSo() throws Exception {
    PipelineStatus end = run(journaled(), emitting(100), Counted.lossy());
    assertThat(end.problem()).isNull();
    assertThat(Counted.numbers(folder, "lossy")).isEqualTo(upTo(100));
    assertThat(segments()).isEmpty();
    JournalMark mark = document().journal();
    assertThat(mark).isNotNull();
    assertThat(mark.isDrained()).isTrue();
    assertThat(mark.sequence()).isEqualTo(101); // the mark of the attempt is the first
  }

  @Test
  void handlesWhatADeadRunReceivedBeforeTheSourceStarts() throws Exception {
    dieWithUnhandled(100);
    List<String> order = new CopyOnWriteArrayList<>();
    PipelineStatus end =
        run(
            journaled(),
            context -> {
              order.add("started with " + Counted.numbers(folder, "lossy").size());
              context.emit(LOSSY, tick(101));
            },
            Counted.lossy());
    assertThat(end.problem()).isNull();
    assertThat(order).containsExactly("started with 100");
    assertThat(Counted.numbers(folder, "lossy")).isEqualTo(upTo(101));
  }

  @Test
  void handlesTheBacklogInSeveralCommits() throws Exception {
    dieWithUnhandled(5_000);
    PipelineStatus end = run(journaled().batchMaxRecords(33), context -> {}, Counted.lossy());
    assertThat(end.problem()).isNull();
    assertThat(Counted.numbers(folder, "lossy")).isEqualTo(upTo(5_000));
    assertThat(segments()).isEmpty();
  }

  @Test
  void refusesARunWithoutTheJournalThatHoldsSomething() throws Exception {
    dieWithUnhandled(10);
    PipelineStatus end = run(Counted.options(folder), context -> {}, Counted.lossy());
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("Give --journal its folder once more");
  }

  @Test
  void aRunWithoutTheJournalIsFineOnceItIsDrained() throws Exception {
    run(journaled(), emitting(100), Counted.lossy());
    PipelineStatus end = run(Counted.options(folder), context -> {}, Counted.lossy());
    assertThat(end.problem()).isNull();
    assertThat(run(journaled(), context -> {}, Counted.lossy()).problem()).isNull();
  }

  @Test
  void refusesAnotherJournalThanTheCheckpointSpeaksOf() throws Exception {
    dieWithUnhandled(10);
    PipelineStatus end =
        run(journaled().journal(folder.resolve("other")), context -> {}, Counted.lossy());
    assertThat(end.problem()).contains("is not the one of the checkpoint").doesNotContain("\n");
  }

  @Test
  void refusesAJournalThatTheCheckpointKnowsNothingOf() throws Exception {
    dieWithUnhandled(10);
    PipelineStatus end =
        run(
            journaled().checkpoints(folder.resolve("others").toUri()),
            context -> {},
            Counted.lossy());
    assertThat(end.problem()).contains("holds 11 events that the checkpoint knows nothing of");
  }

  @Test
  void refusesASecondRunOnOneJournal() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    PipelineRun first =
        Counted.pipeline(
                context -> {
                  running.countDown();
                  Thread.sleep(60_000);
                },
                Counted.lossy())
            .start(journaled().build());
    running.await();
    PipelineStatus second =
        run(
            journaled().stream(folder.resolve("s2").toUri())
                .checkpoints(folder.resolve("c2").toUri())
                .deadLetters(folder.resolve("d2").toUri()),
            context -> {},
            Counted.lossy());
    first.close();
    assertThat(second.problem()).contains("The folder of the journal of pipeline 'counted'");
  }

  /** Goal: the order of everything stays. Method: memory for two items, the rest goes by disk. */
  @Test
  void readsBackInOrderWhatDidNotFitIntoMemory() throws Exception {
    PipelineStatus end =
        run(
            journaled().queueMaxEvents(2),
            context -> {
              for (long n = 1; n <= 20_000; n++) {
                context.emit(n % 2 == 0 ? LOSSY.name() : PLAIN.name(), tick(n));
              }
              context.position("end");
            },
            Counted.lossy(),
            Counted.plain(OnError.DEAD_LETTER));
    assertThat(end.problem()).isNull();
    assertThat(Counted.numbers(folder, "lossy"))
        .isEqualTo(LongStream.rangeClosed(1, 20_000).filter(n -> n % 2 == 0).boxed().toList());
    assertThat(Counted.numbers(folder, "plain"))
        .isEqualTo(LongStream.rangeClosed(1, 20_000).filter(n -> n % 2 == 1).boxed().toList());
    assertThat(document().position()).isNotNull();
    assertThat(document().position().json()).isEqualTo("\"end\"");
  }

  /** Goal: a full journal holds the source back, and goes on when the sink does. */
  @Test
  void holdsTheSourceBackWhileTheJournalIsFull() throws Exception {
    PipelineStatus end =
        run(journaled().journalMaxBytes(8_000).queueMaxEvents(4), emitting(3_000), Counted.lossy());
    assertThat(end.problem()).isNull();
    assertThat(Counted.numbers(folder, "lossy")).isEqualTo(upTo(3_000));
  }

  @Test
  void dropsWhatCannotBeSentAgainWhereAskedToAndCountsItInAGap() throws Exception {
    CountDownLatch emitted = new CountDownLatch(1);
    PipelineStatus end =
        run(
            journaled().journalMaxBytes(8_000).journalDropsWhenFull(true),
            context -> {
              for (long n = 1; n <= 1_000; n++) {
                context.emit(LOSSY, tick(n));
              }
              emitted.countDown();
              context.emit(PLAIN, tick(1)); // this one waits until there is room
            },
            Counted.lossy(tick -> emitted.await()),
            Counted.plain(OnError.DEAD_LETTER));
    assertThat(end.problem()).isNull();
    List<Long> kept = Counted.numbers(folder, "lossy");
    assertThat(kept).isNotEmpty().hasSizeLessThan(1_000).isSorted().doesNotHaveDuplicates();
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L);
    assertThat(document().gaps()).hasSize(1);
    assertThat(document().gaps().get(0).resource()).isEqualTo("lossy");
    assertThat(document().gaps().get(0).to()).isEqualTo(1_000 - kept.size());
  }

  /**
   * Goal: events without a cursor of a replayable resource are not written again (after, skips).
   */
  @Test
  void knowsWhichEventsWithoutACursorWereHandledThoughTheRunDiedInTheMiddleOfDroppingThem()
      throws Exception {
    SourceAdapter first =
        context -> {
          context.emit(PLAIN, tick(1));
          context.emit(PLAIN, new Tick("", 2, Counted.UNMARKED));
          context.emit(PLAIN, new Tick("", 3, Counted.UNMARKED));
        };
    run(journaled(), first, Counted.plain(OnError.DEAD_LETTER), Counted.lossy());
    // The second run replays 2 and 3. It dies when 2 is dropped and saved, 3 is received only.
    CountDownLatch release = new CountDownLatch(1);
    dieWhen(
        context -> {
          CountDownLatch saved = new CountDownLatch(1);
          context.onCheckpointed(
              checkpoint -> {
                if (checkpoint.events() > 3) { // more than those of the first run
                  saved.countDown();
                }
              });
          context.emit(PLAIN, new Tick("", 2, Counted.UNMARKED));
          context.emit(LOSSY, tick(1));
          saved.await();
          context.emit(LOSSY, new Tick("", 2, BLOCK));
          context.emit(PLAIN, new Tick("", 3, Counted.UNMARKED));
          context.emit(PLAIN, tick(4));
          release.countDown();
          Thread.sleep(60_000);
        },
        release,
        Counted.plain(OnError.DEAD_LETTER));
    PipelineStatus end =
        run(
            journaled(),
            context -> {
              assertThat(context.checkpoint(PLAIN).map(Plain::number)).contains(4L);
              context.emit(PLAIN, tick(5));
            },
            Counted.plain(OnError.DEAD_LETTER),
            Counted.lossy());
    assertThat(end.problem()).isNull();
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(Counted.numbers(folder, "lossy")).containsExactly(1L, 2L);
  }

  @Test
  void setsAsideWhatTheSourceCouldNotDecodeAlsoFromTheJournal() throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    dieWhen(
        context -> {
          context.emit(LOSSY, new Tick("", 1, BLOCK));
          context.reject(LOSSY, new byte[] {1, 2}, new IllegalStateException("no"));
          received.countDown();
          Thread.sleep(60_000);
        },
        received);
    run(journaled(), context -> {}, Counted.lossy());
    assertThat(Counted.deadLetters(folder))
        .singleElement()
        .asString()
        .contains("\"stage\":\"source\"", "java.lang.IllegalStateException", "AQI=");
  }

  @Test
  void aGapThatWasFoundAndPartlyFilledComesBackFromTheJournal() throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    dieWhen(
        context -> {
          context.emit(LOSSY, new Tick("", 1, BLOCK));
          var gap = context.gap(ORDERED, "", 3, 5);
          context.backfill(gap, 3, ORDERED, tick(3));
          received.countDown();
          Thread.sleep(60_000);
        },
        received,
        Counted.ordered());
    run(journaled(), context -> {}, Counted.lossy(), Counted.ordered());
    assertThat(Counted.numbers(folder, "ordered")).containsExactly(3L);
    assertThat(document().gaps()).hasSize(1);
    assertThat(document().gaps().get(0).next()).isEqualTo(4);
    assertThat(document().nextGap()).isEqualTo(document().gaps().get(0).id() + 1);
  }

  private static SourceAdapter emitting(long count) {
    return context -> {
      for (long n = 1; n <= count; n++) {
        context.emit(LOSSY, tick(n));
      }
    };
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private PipelineOptions.Builder journaled() {
    return Counted.options(folder).journal(folder.resolve("journal"));
  }

  private PipelineStatus run(
      PipelineOptions.Builder options, SourceAdapter source, ResourceBinding<?, ?, ?>... resources)
      throws Exception {
    return Counted.pipeline(source, resources).start(options.build()).await();
  }

  /** A run that has received so many events when it dies, and handled none. */
  private void dieWithUnhandled(long events) throws Exception {
    CountDownLatch received = new CountDownLatch(1);
    dieWhen(
        context -> {
          for (long n = 1; n <= events; n++) {
            context.emit(LOSSY, new Tick("", n, n == 1 ? BLOCK : "t"));
          }
          received.countDown();
          Thread.sleep(60_000);
        },
        received);
  }

  /**
   * A run that dies when everything is received, in the middle of handling the event that blocks.
   * What a dead process leaves is what its files hold at that moment: they are copied, and the runs
   * that follow work on the copy.
   */
  private void dieWhen(
      SourceAdapter source, CountDownLatch received, ResourceBinding<?, ?, ?>... others)
      throws Exception {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    ResourceBinding<?, ?, ?> blocking =
        Counted.lossy(
            tick -> {
              if (tick.text().equals(BLOCK)) {
                blocked.countDown();
                release.await();
              }
            });
    List<ResourceBinding<?, ?, ?>> resources = new ArrayList<>(List.of(others));
    resources.add(blocking);
    PipelineRun run =
        Counted.pipeline(source, resources.toArray(ResourceBinding<?, ?, ?>[]::new))
            .start(journaled().build());
    received.await();
    blocked.await();
    Path left = parent.resolve("left" + parent.toFile().list().length);
    copy(folder, left);
    release.countDown();
    run.close();
    folder = left;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private List<String> segments() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("journal/counted"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".journal"))
          .toList();
    }
  }

  private CheckpointDocument document() throws Exception {
    var url = folder.resolve("checkpoints").toUri();
    try (var store = CheckpointUrls.provider(url).open(url, "counted")) {
      return store.peek().orElseThrow();
    }
  }
}
