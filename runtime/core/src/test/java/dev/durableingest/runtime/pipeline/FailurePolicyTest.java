package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.LOSSY;
import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static dev.durableingest.runtime.pipeline.Counted.POISON;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.EventFailure;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceProcessor;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.pipeline.Counted.Plain;
import dev.durableingest.runtime.pipeline.Counted.Row;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.source.Backoff;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an event or a batch that fails, and when the pipeline gives up. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailurePolicyTest {
  @TempDir Path folder;

  @Test
  void triesAnEventAgainWhenItsProcessorAsksForThat() throws Exception {
    AtomicInteger calls = new AtomicInteger();

    PipelineStatus end =
        run(
            numbers(1, 3),
            tick -> {
              if (tick.number() == 2 && calls.incrementAndGet() < 3) {
                throw new EventFailure.RetryAfter(Duration.ofMillis(1), "busy", null);
              }
              return row(tick);
            });

    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.problem()).isNull();
    assertThat(calls).hasValue(3);
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L, 2L, 3L);
    assertThat(Counted.deadLetters(folder)).isEmpty();
  }

  @Test
  void setsAnEventAsideThatFailedInEveryAttemptAndCountsThem() throws Exception {
    PipelineStatus end =
        run(
            numbers(1, 3),
            tick -> {
              if (tick.number() == 2) {
                throw new EventFailure.RetryAfter(Duration.ofMillis(1), "busy", null);
              }
              return row(tick);
            });

    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L, 3L);
    assertThat(Counted.deadLetters(folder))
        .singleElement()
        .asString()
        .contains("\"attempts\":3", "\"busy\"", "EventFailure$RetryAfter");
  }

  @Test
  void commitsWhatIsBeforeAnEventThatWaits() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    run(
        numbers(1, 2),
        tick -> {
          if (tick.number() == 2 && calls.incrementAndGet() == 1) {
            throw new EventFailure.RetryAfter(Duration.ofMillis(1), "busy", null);
          } else if (tick.number() == 2) {
            assertThat(Counted.numbers(folder, "plain")).containsExactly(1L);
          }
          return row(tick);
        });

    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L, 2L);
  }

  @Test
  void neverTakesALostConnectionForABadEvent() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    PipelineStatus healed =
        run(
            numbers(1, 2),
            tick -> {
              if (tick.number() == 2 && calls.incrementAndGet() < 3) {
                throw new UncheckedIOException(new ConnectException("refused"));
              }
              return row(tick);
            });
    assertThat(healed.state()).isEqualTo(RunnerState.STOPPED);

    PipelineStatus lost =
        run(
            numbers(3, 5),
            tick -> {
              if (tick.number() == 4) {
                throw new UnknownHostException("prices.example");
              }
              return row(tick);
            });
    assertThat(lost.state()).isEqualTo(RunnerState.FAILED);
    assertThat(lost.problem()).contains("'plain'", "3 attempts", "prices.example");
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L, 2L, 3L);
    assertThat(Counted.deadLetters(folder)).isEmpty();
  }

  @Test
  void stopsBeforeAnEventWhenItsProcessorAsksForThat() throws Exception {
    PipelineStatus end =
        run(
            numbers(1, 3),
            tick -> {
              if (tick.number() == 2) {
                throw new EventFailure.Stop("schema 7 is not known: update the connector", null);
              }
              return row(tick);
            });

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("schema 7 is not known", "committed");
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L);
    assertThat(Counted.deadLetters(folder)).isEmpty();
  }

  @Test
  void setsAnEventAsideThatOverflowsTheStackAndStopsWhereAClassIsMissing() throws Exception {
    run(numbers(1, 3), tick -> tick.number() == 2 ? deeper(tick) : row(tick));
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L, 3L);
    assertThat(Counted.deadLetters(folder)).singleElement().asString().contains("StackOverflow");

    PipelineStatus end =
        run(
            numbers(4, 6),
            tick -> {
              if (tick.number() == 5) {
                throw new NoClassDefFoundError("com/acme/Prices");
              }
              return row(tick);
            });
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("com/acme/Prices", "class path");
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L, 3L, 4L);
    assertThat(Counted.deadLetters(folder)).hasSize(1);
  }

  @Test
  void stopsAtTheEventThatExceedsTheBudgetInARowThoughItIsStartedAgain() throws Exception {
    // Ten bad events in a row, a supervisor that starts again, and room for three.
    for (int start = 0; start < 4; start++) {
      PipelineStatus end = runWith(options().deadLettersMaxInRow(3), badFrom(3, 12));

      assertThat(end.state()).isEqualTo(RunnerState.FAILED);
      assertThat(end.problem()).contains("--dead-letters-max-in-row 3", "'plain'", "poison 6");
      assertThat(Counted.numbers(folder, "plain")).containsExactly(1L, 2L);
      assertThat(Counted.deadLetters(folder)).hasSize(3);
    }

    PipelineStatus allowed = runWith(options().deadLettersMaxInRow(10), badFrom(3, 12));
    assertThat(allowed.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L, 2L, 13L, 14L, 15L);
    assertThat(Counted.deadLetters(folder)).hasSize(10);
  }

  @Test
  void aBrokenResourceIsNoticedThoughAnotherGoesWellBetweenItsBadEvents() throws Exception {
    PipelineStatus end =
        Counted.pipeline(
                context -> {
                  for (long n = 1; n <= 20; n++) {
                    context.emit(PLAIN, new Tick("", n, POISON));
                    context.emit(LOSSY, tick(n));
                  }
                },
                Counted.plain(OnError.DEAD_LETTER),
                Counted.lossy())
            .start(options().deadLettersMaxInRow(3).build())
            .await();

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem())
        .contains("Too many dead letters of resource 'plain' in a row", "poison 4");
    assertThat(Counted.numbers(folder, "lossy")).containsExactly(1L, 2L, 3L);
  }

  @Test
  void badEventsOfTwoResourcesAreNotInOneRow() throws Exception {
    PipelineStatus end =
        Counted.pipeline(
                context -> {
                  for (long n = 1; n <= 3; n++) {
                    context.emit(PLAIN, new Tick("", n, POISON));
                    context.emit(LOSSY, new Tick("", n, POISON));
                  }
                },
                Counted.plain(OnError.DEAD_LETTER),
                Counted.lossy())
            .start(options().deadLettersMaxInRow(3).build())
            .await();

    assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    assertThat(Counted.deadLetters(folder)).hasSize(6);
  }

  @Test
  void stopsAtTheEventThatExceedsTheBudgetOfAWindowThoughGoodOnesAreBetween() throws Exception {
    PipelineOptions.Builder tight =
        options().deadLettersMax(2).deadLettersWindow(20).batchMaxRecords(7);
    SourceAdapter everyFifth =
        context -> {
          long after = context.checkpoint(PLAIN).map(Plain::number).orElse(0L);
          for (long n = after + 1; n <= 100; n++) {
            context.emit(PLAIN, n % 5 == 0 ? new Tick("", n, POISON) : tick(n));
          }
        };
    for (int start = 0; start < 3; start++) {
      PipelineStatus end = runWith(tight, everyFifth);

      assertThat(end.state()).isEqualTo(RunnerState.FAILED);
      assertThat(end.problem()).contains("--dead-letters-max 2", "poison 15");
      assertThat(Counted.deadLetters(folder)).hasSize(2);
    }
    PipelineStatus enough = runWith(tight.deadLettersMax(4), everyFifth);
    assertThat(enough.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(Counted.deadLetters(folder)).hasSize(20);
  }

  @Test
  void givesABatchUpAfterSoManyAttempts() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    Backoff backoff = new Backoff(Duration.ZERO, Duration.ZERO, 1, 0, new Random(1));
    Machine machine = new LocalMachine(Counted.pipeline(context -> {}), options().build());
    StopSignal stop = new StopSignal(machine.surroundings(), Duration.ofSeconds(1), () -> {});
    Activity activity = new Activity(machine.surroundings().time());
    Retries retries = new Retries(backoff, stop, activity, problem -> {}, true, 3);

    assertThatThrownBy(
            () ->
                retries.untilDone(
                    () -> {
                      attempts.incrementAndGet();
                      throw new SinkException(Verdict.RETRY_SAME, "disk full: /data", null);
                    }))
        .isInstanceOf(PipelineFailure.class)
        .hasMessageContaining("--batch-max-attempts")
        .hasMessageContaining("disk full: /data");
    assertThat(attempts).hasValue(3);
  }

  private PipelineStatus run(SourceAdapter source, ResourceProcessor<Tick, Row, Plain> processor)
      throws Exception {
    return Counted.pipeline(source, Counted.plain(processor))
        .start(options().eventMaxAttempts(3).build())
        .await();
  }

  private PipelineStatus runWith(PipelineOptions.Builder options, SourceAdapter source)
      throws Exception {
    return Counted.pipeline(source, Counted.plain(OnError.DEAD_LETTER))
        .start(options.build())
        .await();
  }

  private PipelineOptions.Builder options() {
    return Counted.options(folder);
  }

  private static ProcessResult<Row, Plain> row(Tick tick) {
    return ProcessResult.of(new Row(tick.number(), tick.text()))
        .withCheckpoint(new Plain(tick.number()));
  }

  @SuppressWarnings("InfiniteRecursion")
  private static ProcessResult<Row, Plain> deeper(Tick tick) {
    return deeper(tick);
  }

  private static SourceAdapter numbers(long first, long last) {
    return context -> {
      for (long n : LongStream.rangeClosed(first, last).toArray()) {
        context.emit(PLAIN, tick(n));
      }
    };
  }

  /** Numbers to 15 after what is handled; those between are bad, and carry no cursor. */
  private static SourceAdapter badFrom(long first, long last) {
    return context -> {
      long after = context.checkpoint(PLAIN).map(Plain::number).orElse(0L);
      for (long n = after + 1; n <= 15; n++) {
        context.emit(PLAIN, n >= first && n <= last ? new Tick("", n, POISON) : tick(n));
      }
    };
  }
}
