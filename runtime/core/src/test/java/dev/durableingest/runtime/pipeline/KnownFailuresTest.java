package dev.durableingest.runtime.pipeline;

import static dev.durableingest.runtime.pipeline.Counted.DROP;
import static dev.durableingest.runtime.pipeline.Counted.PLAIN;
import static dev.durableingest.runtime.pipeline.Counted.tick;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.pipeline.Counted.Plain;
import dev.durableingest.runtime.pipeline.Counted.Row;
import dev.durableingest.runtime.pipeline.Counted.Tick;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a simpler loop gets wrong (one event, one write, one checkpoint slot, reconnect on any
 * error), line by line. What is not here is elsewhere:
 *
 * <ul>
 *   <li>an event that can never be handled is fetched again for ever: {@code
 *       PipelineTest.setsABadEventAsideAndGoesOnBehindIt}, {@code CrashingEventTest}, and for an
 *       unknown resource below; a backoff that starts over at each connect: planted bug {@code
 *       BACKOFF_RESET_ON_CONNECT}
 *   <li>a failure of the sink loses what a source cannot send again: planted bug {@code
 *       NEWEST_INSTEAD_OF_CONTIGUOUS} and the schedules of the simulator with live sources
 *   <li>a late event of the old connection moves the checkpoint back: {@code
 *       PipelineTest.refusesWhatAnOldAttemptEmits}
 *   <li>one slot for all resources and partitions: {@code PipelineTest.keepsOneCursorPerPartition}
 *   <li>a stop hangs with the source: {@code
 *       PipelineTest.endsWithinTheDrainTimeoutThoughTheSourceIgnoresItsInterrupt}; waits out the
 *       backoff: below
 *   <li>an outage at the start ends the pipeline: {@code
 *       PipelineTest.stopsAtOnceWhileADestinationCannotBeOpenedBecauseNothingIsInFlight}
 *   <li>a queue without a limit: {@code PipelineTest.blocksTheSourceWhileTheQueueIsFull}
 *   <li>a commit for each event, a filtered run that is replayed, a failure told twice, half an
 *       event written: below
 *   <li>a killed process is the end: {@code KilledProcessTest}
 *   <li>sort columns that may be null, cursors that two events share: compile errors of the
 *       processor, and planted bug {@code CURSOR_SHARED_BY_EVENTS}
 * </ul>
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KnownFailuresTest {
  @TempDir Path folder;

  @Test
  void latchesAnUnknownResourceThoughTheSourceTakesItForALostConnection() throws Exception {
    List<Integer> attempts = new ArrayList<>();

    PipelineStatus end =
        run(
            context -> {
              attempts.add(1);
              context.emit(PLAIN, tick(1));
              try {
                context.emit("plane", tick(2));
              } catch (Exception e) {
                throw new IOException("connection lost", e);
              }
            });

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("no resource 'plane'");
    assertThat(attempts).hasSize(1);
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L);
  }

  @Test
  void stopsAtOnceThoughItWaitsToConnectAgain() throws Exception {
    CountDownLatch lost = new CountDownLatch(1);
    SourceAdapter source =
        context -> {
          lost.countDown();
          throw new IOException("connection refused");
        };
    Pipeline patient =
        Pipeline.of(
            new SourceBinding(
                "counted",
                () -> source,
                new SourceBinding.Reconnect(Duration.ofHours(1), Duration.ofHours(1), 2, 0),
                List.of(Counted.plain(OnError.DEAD_LETTER))));

    try (PipelineRun run = patient.start(Counted.options(folder).build())) {
      lost.await();
      run.stop();
      assertThat(run.await().state()).isEqualTo(RunnerState.STOPPED);
    }
  }

  @Test
  void commitsManyEventsAtOnce() throws Exception {
    PipelineStatus end =
        Counted.pipeline(numbers(10_000, "x"), Counted.plain(OnError.DEAD_LETTER))
            .start(Counted.options(folder).batchLinger(Duration.ofHours(1)).build())
            .await();

    assertThat(end.handled()).isEqualTo(10_000);
    // One save says that the run has started, one holds the full batch.
    assertThat(end.revision()).isEqualTo(2);
  }

  @Test
  void doesNotHandleAFilteredRunAgain() throws Exception {
    List<Long> handled = new ArrayList<>();
    ResourceBinding<Tick, Row, Plain> filter =
        Counted.plain(
            tick -> {
              handled.add(tick.number());
              return ProcessResult.none(new Plain(tick.number()));
            });

    for (int start = 0; start < 3; start++) {
      Counted.pipeline(numbers(100, DROP), filter).start(Counted.options(folder).build()).await();
    }

    assertThat(handled).isEqualTo(LongStream.rangeClosed(1, 100).boxed().toList());
  }

  @Test
  void writesNothingOfAnEventOfWhichOneRecordIsBadAndTellsItOnce() throws Exception {
    ResourceBinding<Tick, Row, Plain> plain = Counted.plain(OnError.DEAD_LETTER);
    ResourceBinding<Tick, Row, Plain> fan =
        new ResourceBinding<>(
            plain.key(),
            tick ->
                ProcessResult.<Row, Plain>of(
                        List.of(
                            new Row(tick.number(), "first"),
                            new Row(tick.number(), tick.number() == 2 ? Counted.UNFIT : "second")))
                    .withCheckpoint(new Plain(tick.number())),
            plain.target(),
            plain.codec(),
            plain.payloadSize(),
            OnError.DEAD_LETTER,
            Replay.FROM_CHECKPOINT);

    PipelineStatus end = run(numbers(3, "x"), fan);

    assertThat(end.deadLetters()).isEqualTo(1);
    assertThat(Counted.numbers(folder, "plain")).containsExactly(1L, 1L, 3L, 3L);
    assertThat(Counted.deadLetters(folder)).hasSize(1);
  }

  private PipelineStatus run(SourceAdapter source) throws Exception {
    return run(source, Counted.plain(OnError.DEAD_LETTER));
  }

  private PipelineStatus run(SourceAdapter source, ResourceBinding<?, ?, ?> resource)
      throws Exception {
    return Counted.pipeline(source, resource).start(Counted.options(folder).build()).await();
  }

  private static SourceAdapter numbers(long last, String text) {
    return context -> {
      long after = context.checkpoint(PLAIN).map(Plain::number).orElse(0L);
      for (long n = after + 1; n <= last; n++) {
        context.emit(PLAIN, new Tick("", n, text));
      }
    };
  }
}
