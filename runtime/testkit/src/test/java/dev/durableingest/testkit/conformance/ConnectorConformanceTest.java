package dev.durableingest.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.testkit.conformance.Numbers.Cursor;
import dev.durableingest.testkit.conformance.Numbers.Line;
import dev.durableingest.testkit.conformance.Numbers.Ordered;
import dev.durableingest.testkit.conformance.Numbers.Place;
import dev.durableingest.testkit.conformance.Numbers.Reader;
import dev.durableingest.testkit.conformance.Numbers.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a connector that is right passes the suite, and each mistake that authors make fails it
 * with a sentence that names the mistake. Method: sources over one log, each wrong in one way.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectorConformanceTest {
  private static final ResourceBinding<Line, Row, Cursor> EXACT =
      Numbers.lines(n -> n, Replay.FROM_CHECKPOINT);

  @TempDir Path folder;

  /** Right: exact, returns never. */
  @Nested
  class AnExactSourceConforms extends Suite {
    AnExactSourceConforms() {
      super(() -> (context, log) -> emitFrom(context, log, after(context)), EXACT);
    }
  }

  /** Right: repeats, says so, and the runtime drops what has an order. */
  @Nested
  class AnOverlappingSourceThatSaysSoConforms extends Suite {
    AnOverlappingSourceThatSaysSoConforms() {
      super(
          () ->
              (context, log) -> {
                long after = context.checkpoint(Numbers.ORDERED).map(Ordered::number).orElse(0L);
                log.connect();
                for (int i = (int) Math.max(0, after - 3); ; i++) {
                  Long number = decode(context, log.at(i));
                  if (number != null) {
                    context.emit(Numbers.ORDERED, new Line(number));
                  }
                }
              },
          Numbers.ordered(n -> n, Replay.OVERLAPPING));
    }
  }

  /** Right: repeats, says so, and cannot be made out; so it is at-least-once. */
  @Nested
  class ASourceThatIsAtLeastOnceConforms extends Suite {
    ASourceThatIsAtLeastOnceConforms() {
      super(
          () -> (context, log) -> emitFrom(context, log, Math.max(0, after(context) - 3)),
          Numbers.lines(n -> n, Replay.OVERLAPPING));
    }
  }

  /** Right: its events carry no cursor, it resumes by its position, and repeats what it likes. */
  @Nested
  class ASourceWithoutCursorsConforms extends Suite {
    ASourceWithoutCursorsConforms() {
      super(() -> (context, log) -> emitByPosition(context, log, 0), Numbers.withoutCursors());
      withoutCursors = true;
    }
  }

  /** Right: the same, and what it reads again is another record of the same event. */
  @Nested
  class ASourceWhoseRecordsDifferWhenTheyAreReadAgainConforms extends Suite {
    ASourceWhoseRecordsDifferWhenTheyAreReadAgainConforms() {
      super(() -> (context, log) -> emitByPosition(context, log, 0), Numbers.neverTheSame());
      withoutCursors = true;
      identifying = List.of("number");
    }
  }

  @Test
  void tellsThatRecordsOfOneEventDiffer() {
    Suite suite =
        suite(() -> (context, log) -> emitByPosition(context, log, 0), Numbers.neverTheSame());
    suite.withoutCursors = true;
    fails(
        suite,
        Suite::emitsWhatItsResourcesDeclareWhenItIsStartedAgain,
        "looks otherwise when it is read again, override identifyingColumns");
  }

  @Test
  void tellsThatAnEventIsLeftOutThoughItsRecordsDiffer() {
    Suite suite =
        suite(() -> (context, log) -> emitByPosition(context, log, 5), Numbers.neverTheSame());
    suite.withoutCursors = true;
    suite.identifying = List.of("number");
    fails(
        suite, Suite::resumesWithoutAHoleAfterACrashAtEveryEventBoundary, "of 8 events never came");
  }

  @Test
  void tellsThatAnIdentifyingColumnDoesNotExist() {
    Suite suite =
        suite(() -> (context, log) -> emitByPosition(context, log, 0), Numbers.neverTheSame());
    suite.identifying = List.of("nr");
    fails(
        suite,
        Suite::emitsEachEventOnceWithACursorOfItsOwn,
        "identifyingColumns names 'nr', which is no column of 'lines'. It has: number, told");
  }

  @Test
  void tellsThatASourceWithoutCursorsSavesAPlaceItHasNotReached() {
    Suite suite =
        suite(() -> (context, log) -> emitByPosition(context, log, 5), Numbers.withoutCursors());
    suite.withoutCursors = true;
    fails(
        suite, Suite::resumesWithoutAHoleAfterACrashAtEveryEventBoundary, "of 8 events never came");
    fails(suite, Suite::emitsAgainWhatACrashTookBackFromAnOpenBatch, "of 8 events never came");
  }

  @Test
  void tellsThatCursorsWereForgotten() {
    Suite suite =
        suite(() -> (context, log) -> emitByPosition(context, log, 0), Numbers.withoutCursors());
    fails(
        suite,
        Suite::emitsWhatItsResourcesDeclareWhenItIsStartedAgain,
        "were written twice. Events came without a cursor");
  }

  @Test
  void tellsThatTwoEventsShareACursor() {
    Reader reader =
        (context, log) -> {
          long after = after(context);
          emitFrom(context, log, after * 2);
        };
    Suite suite = suite(() -> reader, Numbers.lines(n -> (n + 1) / 2, Replay.FROM_CHECKPOINT));
    fails(suite, Suite::emitsEachEventOnceWithACursorOfItsOwn, "Two events share one cursor");
    fails(
        suite,
        Suite::resumesWithoutAHoleAfterACrashAtEveryEventBoundary,
        "Two events share one cursor");
  }

  // tag::hole[]
  @Test
  void tellsThatAnEventIsLeftOutAfterARestart() {
    Suite suite =
        suite(
            () ->
                (context, log) -> {
                  long after = after(context);
                  emitFrom(context, log, after == 0 ? 0 : after + 1);
                },
            EXACT);
    fails(
        suite,
        Suite::resumesWithoutAHoleAfterACrashAtEveryEventBoundary,
        "There is a hole: after a crash the source went on with the event of 'lines' with the"
            + " cursor {\"number\":6}, but the checkpoint said that the event of 'lines' with the"
            + " cursor {\"number\":5} was still to come.");
    fails(suite, Suite::emitsWhatItsResourcesDeclareWhenItIsStartedAgain, "never came");
  }

  // end::hole[]

  @Test
  void tellsThatTheEventAtTheCursorIsEmittedAgain() {
    Suite suite =
        suite(
            () -> (context, log) -> emitFrom(context, log, Math.max(0, after(context) - 1)), EXACT);
    fails(
        suite,
        Suite::emitsWhatItsResourcesDeclareWhenItIsStartedAgain,
        "with the cursor {\"number\":2}, which was saved. Its resource says replay ="
            + " FROM_CHECKPOINT");
    fails(suite, Suite::resumesWithoutAHoleAfterACrashAtEveryEventBoundary, "which was saved");
  }

  @Test
  void tellsThatASourceIgnoresAnInterrupt() {
    Suite suite =
        suite(
            () ->
                (context, log) -> {
                  log.connect();
                  for (int i = (int) after(context); ; i++) {
                    try {
                      context.emit(Numbers.LINES, new Line(Long.parseLong(log.at(i))));
                    } catch (InterruptedException e) {
                      i--; // as if it were any other hiccup
                    }
                  }
                },
            EXACT);
    fails(
        suite, Suite::leavesRunWhenItIsCancelledInMidBatch, "The source did not leave run within");
  }

  @Test
  void tellsThatASourceSwallowsWhatEmitThrows() {
    Suite suite =
        suite(
            () ->
                (context, log) -> {
                  for (int i = (int) after(context); ; i++) {
                    String text = log.at(i);
                    try {
                      context.emit(Numbers.LINES, new Line(Long.parseLong(text)));
                    } catch (IllegalStateException e) {
                      continue; // a bad line, surely
                    }
                  }
                },
            EXACT);
    suite.canDropConnections = false;
    fails(
        suite,
        Suite::losesNothingWhenTheConnectionIsLostAgainAndAgain,
        "emit threw, which means that it did not take the event");
  }

  @Test
  void tellsThatASourceEmitsAfterRunHasLeft() {
    Suite suite =
        suite(
            () ->
                (context, log) -> {
                  Thread reader =
                      new Thread(
                          () -> {
                            try {
                              emitFrom(context, log, after(context));
                            } catch (Exception e) {
                              // ends with its connection
                            }
                          },
                          "reader");
                  reader.setDaemon(true);
                  reader.start();
                  reader.join();
                  throw new IllegalStateException("connection lost");
                },
            EXACT);
    fails(
        suite,
        Suite::leavesRunWhenItIsCancelledInMidBatch,
        "after run had left, on the thread 'reader'");
  }

  @Test
  void tellsThatAPlaceIsKeptBesideTheCheckpoint() {
    long[] place = new long[1];
    Suite suite =
        suite(
            () ->
                (context, log) -> {
                  log.connect();
                  for (; ; place[0]++) {
                    Long number = decode(context, log.at((int) place[0]));
                    if (number != null) {
                      context.emit(Numbers.LINES, new Line(number));
                    }
                  }
                },
            EXACT);
    fails(
        suite,
        Suite::resumesWithoutAHoleAfterACrashAtEveryEventBoundary,
        "keep no place of your own");
  }

  @Test
  void tellsThatUpstreamWasToldBeforeTheCheckpoint() {
    Suite suite =
        suite(
            () ->
                (context, log) -> {
                  log.connect();
                  for (int i = (int) after(context); ; i++) {
                    Long number = decode(context, log.at(i));
                    if (number != null) {
                      context.emit(Numbers.LINES, new Line(number));
                      log.forget(i + 1); // emitted, so nobody needs it any more
                    }
                  }
                },
            EXACT);
    fails(
        suite,
        Suite::emitsAgainWhatACrashTookBackFromAnOpenBatch,
        "what it may forget only in onCheckpointed");
  }

  @Test
  void tellsThatABadLineIsTakenForALostConnection() {
    Suite suite =
        suite(
            () ->
                (context, log) -> {
                  log.connect();
                  for (int i = (int) after(context); ; i++) {
                    context.emit(Numbers.LINES, new Line(Long.parseLong(log.at(i))));
                  }
                },
            EXACT);
    fails(
        suite,
        Suite::goesOnBehindBytesThatCannotBeDecoded,
        "What cannot be decoded is no lost connection: hand it to context.reject");
  }

  @Test
  void tellsThatABadLineIsPassedOverInSilence() {
    Suite suite =
        suite(
            () ->
                (context, log) -> {
                  log.connect();
                  for (int i = 0; ; i++) {
                    String text = log.at(i);
                    if (!text.equals("?") && Long.parseLong(text) > after(context)) {
                      context.emit(Numbers.LINES, new Line(Long.parseLong(text)));
                    }
                  }
                },
            EXACT);
    fails(suite, Suite::goesOnBehindBytesThatCannotBeDecoded, "passed over in silence");
  }

  @Test
  void tellsThatCursorsDoNotGrow() {
    Suite suite =
        suite(
            () ->
                (context, log) -> {
                  log.connect();
                  for (int i = 0; ; i++) {
                    context.emit(Numbers.ORDERED, new Line(Long.parseLong(log.at(i))));
                  }
                },
            Numbers.ordered(n -> 100 - n, Replay.FROM_CHECKPOINT));
    fails(suite, Suite::emitsEachEventOnceWithACursorOfItsOwn, "Cursors do not grow");
  }

  @Test
  void tellsThatACursorOfAnOlderReleaseCannotBeRead() {
    Suite suite = suite(() -> (context, log) -> emitFrom(context, log, after(context)), EXACT);
    suite.older = List.of(new OlderCursor(Numbers.LINES, "{\"number\":\"page-4\"}"));
    assertThatThrownBy(suite::goesOnFromACheckpointThatAnOlderVersionWrote)
        .hasMessageContaining(
            "The cursor {\"number\":\"page-4\"}, which an older version of 'lines'");
    suite.older = List.of(new OlderCursor(Numbers.LINES, "{\"number\":4,\"page\":1}"));
    suite.again();
    assertThatCode(suite::goesOnFromACheckpointThatAnOlderVersionWrote).doesNotThrowAnyException();
  }

  private static long after(SourceContext context) {
    return context.checkpoint(Numbers.LINES).map(Cursor::number).orElse(0L);
  }

  private static void emitFrom(SourceContext context, Numbers log, long after) throws Exception {
    log.connect();
    for (int i = 0; ; i++) {
      Long number = decode(context, log.at(i));
      if (number != null && number > after) {
        context.emit(Numbers.LINES, new Line(number));
      }
    }
  }

  /** Resumes three numbers before its position, which is so far ahead of what is emitted. */
  private static void emitByPosition(SourceContext context, Numbers log, long ahead)
      throws Exception {
    long place = context.position(Place.class).map(Place::number).orElse(0L);
    log.connect();
    for (int i = (int) Math.max(0, place - 3); ; i++) {
      Long number = decode(context, log.at(i));
      if (number != null) {
        context.emit(Numbers.ORDERED, new Line(number));
      }
      context.position(new Place(i + 1 + ahead));
    }
  }

  private static Long decode(SourceContext context, String text) throws InterruptedException {
    try {
      return text.isEmpty() ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      context.reject(text.getBytes(StandardCharsets.UTF_8), e);
      return null;
    }
  }

  private Suite suite(Supplier<Reader> reader, ResourceBinding<Line, Row, ?> resource) {
    Suite suite = new Suite(reader, resource) {};
    suite.folders = folder;
    suite.again();
    return suite;
  }

  private interface Check {
    void run(Suite suite) throws Exception;
  }

  private static void fails(Suite suite, Check check, String sentence) {
    suite.again();
    assertThatThrownBy(() -> check.run(suite))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(sentence);
  }
}
