package dev.durableingest.testkit.conformance;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.StoredValues;
import dev.durableingest.runtime.pipeline.RunnerState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tests that a connector must pass so that the promises of the runtime hold for it. Extend this
 * class, say what the connector reads, and run it like any other test:
 *
 * <pre>{@code
 * class QuakesConformanceTest extends ConnectorConformance {
 *   @Override
 *   protected Upstream openUpstream(Path folder) {
 *     return new QuakesFeed(folder);
 *   }
 * }
 * }</pre>
 *
 * <p>The runtime and its files are the real ones. Every resource goes into a stream of its own, so
 * no database is needed. A crash ends the pipeline thread at once: nothing is committed, flushed or
 * told after it, and the next life has a new source. A failure says what the author may have done.
 */
public abstract class ConnectorConformance {
  private static final Duration PROMPT = Duration.ofMillis(200);

  @TempDir Path temporary;

  /** For subclasses. */
  protected ConnectorConformance() {}

  /**
   * What the connector reads, fresh for one test. The suite closes it.
   *
   * @param folder an empty folder that lives as long as the test
   */
  protected abstract Upstream openUpstream(Path folder) throws Exception;

  /** How many events a test feeds, 4 or more; 12 unless overridden. */
  protected int events() {
    return 12;
  }

  /** How long an event may take from upstream to the sink, and run to leave; 10 s. */
  protected Duration patience() {
    return Duration.ofSeconds(10);
  }

  /**
   * Whether events come without a cursor because the upstream has none, such as a table that is
   * read again and again; false unless overridden. Nobody recognises such an event when it comes
   * again: it must not be lost, but its record may be there twice, whatever its resource declares.
   */
  protected boolean emitsWithoutCursors() {
    return false;
  }

  /**
   * The columns by which two records are one: of equal values in them, both tell the same event,
   * although they may differ in the others. All columns unless overridden.
   *
   * <p>For an upstream whose event looks otherwise when it is read again: a change that is told
   * with its time of commit, and the same row read from the table, which knows none. Key and
   * version are what such records have in common.
   *
   * @param resource the name of a resource that can be replayed
   * @return names of columns as sinks have them, in any order; empty for all
   */
  protected List<String> identifyingColumns(String resource) {
    return List.of();
  }

  /** Cursors as earlier releases of this connector wrote them; none unless overridden. */
  protected List<OlderCursor> olderCursors() {
    return List.of();
  }

  /** Nothing goes wrong here; so what fails is the connector's everyday work. */
  @Test
  void emitsEachEventOnceWithACursorOfItsOwn() throws Exception {
    try (Trial trial = begin()) {
      trial.feed(events());
      trial.finish(trial.start(Script.CALM, 3));
    }
  }

  /** FROM_CHECKPOINT means exactly what comes after the cursor; OVERLAPPING may repeat. */
  @Test
  void emitsWhatItsResourcesDeclareWhenItIsStartedAgain() throws Exception {
    try (Trial trial = begin()) {
      for (int start = 0; start < 3; start++) {
        trial.feed(2);
        trial.finish(trial.start(Script.CALM, 1));
      }
    }
  }

  @Test
  void resumesWithoutAHoleAfterACrashAtEveryEventBoundary() throws Exception {
    try (Trial trial = begin()) {
      trial.feed(events());
      trial.live(1, life -> Script.crashAfter(1));
    }
  }

  /** What was emitted and not saved is lost with the process, and must be emitted again. */
  @Test
  void emitsAgainWhatACrashTookBackFromAnOpenBatch() throws Exception {
    try (Trial trial = begin()) {
      trial.feed(events());
      trial.live(3, life -> Script.crashAfter(3 + life % 3));
    }
  }

  @Test
  void losesNothingWhenTheConnectionIsLostAgainAndAgain() throws Exception {
    try (Trial trial = begin()) {
      trial.feed(events());
      ConnectionStorm storm = new ConnectionStorm(trial.upstream(), events() / 2);
      Life life = trial.start(storm, 2);
      life.await(trial::isComplete);
      storm.requireNoProblem();
      trial.finish(life);
    }
  }

  @Test
  void leavesRunWhenItIsCancelledInMidBatch() throws Exception {
    try (Trial trial = begin()) {
      trial.feed(events());
      CountDownLatch reached = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      Life life =
          trial.start(
              (event, number) -> {
                if (number == 2) {
                  reached.countDown();
                  goOn.await();
                }
              },
              4);
      life.await(() -> reached.getCount() == 0);
      Thread.sleep(PROMPT.toMillis()); // so that the source waits in emit, or for its upstream
      life.stop();
      goOn.countDown();
      trial.end(life);
      RunnerState end = life.status().state();
      if (end != RunnerState.STOPPED && trial.observation().problems().isEmpty()) {
        throw new AssertionError("The run ended as " + end + ": " + life.status().problem());
      }
      trial.finish(trial.start(Script.CALM, 4));
    }
  }

  @Test
  void isNotStartedASecondTimeWhileItRuns() throws Exception {
    try (Trial trial = begin()) {
      trial.feed(events());
      CountDownLatch reached = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      Life first =
          trial.start(
              (event, number) -> {
                reached.countDown();
                goOn.await();
              },
              1);
      first.await(() -> reached.getCount() == 0);
      Life second = trial.start(Script.CALM, 1);
      second.await(second::isOver);
      int calls = second.observed().attempts();
      RunnerState end = second.status().state();
      goOn.countDown();
      second.stop();
      if (calls > 0 || end != RunnerState.FAILED) {
        throw new AssertionError(
            "A second run on the same data was " + end + " and called run " + calls + " times.");
      }
      trial.finish(first);
    }
  }

  @Test
  void goesOnBehindAnEventThatCannotBeMapped() throws Exception {
    try (Trial trial = begin()) {
      trial.feed(events());
      trial.expectOneLess();
      Poison poison = new Poison(3);
      trial.live(1, life -> poison.andCrashAfter(life == 0 ? 2 : 4), poison.alone());
      if (trial.document().deadLetters().count() == 0) {
        throw new AssertionError("The event that cannot be mapped is no dead letter.");
      }
    }
  }

  @Test
  void goesOnBehindBytesThatCannotBeDecoded() throws Exception {
    try (Trial trial = begin()) {
      trial.feed(2);
      Life life = trial.start(Script.CALM, 1);
      life.await(trial::isComplete);
      boolean isMalformed = trial.upstream().feedMalformed();
      if (!isMalformed) {
        trial.end(life); // which would write into the folder that is about to be deleted
      }
      Assumptions.assumeTrue(isMalformed, "feedMalformed is not overridden, so not tested");
      trial.feed(3);
      if (!life.await(trial::isComplete)) {
        trial.end(life);
        life = trial.start(Script.CALM, 1);
      }
      trial.finish(life);
      if (trial.document().deadLetters().count() == 0) {
        throw new AssertionError(
            "Bytes that cannot be decoded were passed over in silence: nobody will ever know of"
                + " them. Hand them to context.reject, which keeps them as a dead letter.");
      }
    }
  }

  @Test
  void goesOnFromACheckpointThatAnOlderVersionWrote() throws Exception {
    try (Trial trial = begin()) {
      trial.feed(3);
      trial.finish(trial.start(Script.CALM, 1));
      Path file = trial.documentFile();
      Files.writeString(file, OlderDocument.of(Files.readString(file)));
      trial.feed(3);
      trial.finish(trial.start(Script.CALM, 1));
    }
    for (OlderCursor older : olderCursors()) {
      Class<?> type = older.resource().checkpointType();
      String what =
          "The cursor "
              + older.json()
              + ", which an older version of '"
              + older.resource()
              + "'"
              + " wrote,";
      StoredValues.read(new StoredValue(type.getName(), older.json()), type, what);
    }
  }

  private Trial begin() throws Exception {
    Path folder = temporary.resolve("upstream");
    Files.createDirectories(folder);
    return Trial.begin(temporary.resolve("data"), openUpstream(folder), this);
  }
}
