package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.SourceLag;
import dev.durableingest.runtime.Stage;
import dev.durableingest.runtime.source.EventQueue;
import dev.durableingest.runtime.source.SourceAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Where the pipeline thread writes how it stands, and any thread may look. */
final class StatusBoard {
  /** Where nothing moves, and for how long that has been so. */
  private record Stall(Stage stage, Duration since) {}

  private RunnerState state = RunnerState.ACQUIRING;
  private @Nullable SourceAttempt attempt;
  private long handled;
  private long records;
  private long deadLetters;
  private LongSupplier revision = () -> 0;
  private @Nullable Instant lastCheckpoint;
  private Duration lag = Duration.ZERO;
  private long batches;
  private List<Gap> gaps = List.of();
  private String guarantee = "";
  private @Nullable String problem;
  private @Nullable Stall stall;
  private final Map<Stage, Long> stalls = noStalls();

  private static Map<Stage, Long> noStalls() {
    Map<Stage, Long> none = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      none.put(stage, 0L);
    }
    return none;
  }

  /** The status now; {@code received} is counted elsewhere. */
  synchronized PipelineStatus status(long received) {
    return new PipelineStatus(
        state,
        attempt == null ? 0 : attempt.number(),
        received,
        handled,
        records,
        deadLetters,
        gaps.size(),
        revision.getAsLong(),
        lastCheckpoint,
        lag,
        attempt == null ? SourceLag.UNKNOWN : attempt.lag(),
        guarantee,
        problem);
  }

  synchronized void enter(RunnerState next) {
    if (!state.isFinal()) {
      state = next;
    }
  }

  /** Enters a final state, unless one was entered before. */
  synchronized void end(RunnerState last, @Nullable String why) {
    if (!state.isFinal()) {
      state = last;
      if (why != null) {
        problem = why;
      }
    }
  }

  /** From now on the revision is what this says, on any thread. */
  synchronized void recovered(LongSupplier savedRevision, String label) {
    revision = savedRevision;
    guarantee = label;
    problem = null;
  }

  synchronized void startAttempt(SourceAttempt next) {
    attempt = next;
  }

  synchronized void committed(Batch batch, Instant at, Duration batchLag) {
    handled += batch.events();
    records += batch.records();
    deadLetters += batch.deadLetters().size();
    lastCheckpoint = at;
    lag = batchLag;
    batches++;
  }

  /** An event came that was durable before. */
  synchronized void passReplay() {
    handled++;
  }

  /** Nothing has moved at a stage for so long. */
  synchronized void stalled(Stage stage, Duration since) {
    if (stall == null || stall.stage() != stage) {
      stalls.merge(stage, 1L, Long::sum);
    }
    stall = new Stall(stage, since);
  }

  /** Everything moves, as far as one can see. */
  synchronized void moves() {
    stall = null;
  }

  /** A source was silent for too long, and is started again. */
  synchronized void countSilence() {
    stalls.merge(Stage.SOURCE, 1L, Long::sum);
  }

  /** What the run holds, and how often it stalled. */
  synchronized PipelineMetrics metrics(EventQueue.Depth depth) {
    return new PipelineMetrics(
        batches,
        depth.items(),
        depth.bytes(),
        depth.storedBytes(),
        gaps,
        Collections.unmodifiableMap(new EnumMap<>(stalls)));
  }

  /** These holes are known, as saved; the list is not changed any more. */
  synchronized void gaps(List<Gap> open) {
    gaps = open;
  }

  /**
   * Whether the pipeline does its work.
   *
   * @param waiting what the intake journal waits for, or null
   */
  synchronized Health health(@Nullable String waiting) {
    Stall stuck = stall;
    if (stuck != null) {
      return Health.stalled(stuck.stage(), stuck.since());
    }
    if (state != RunnerState.STREAMING) {
      String why = problem == null ? "The pipeline is " + state.words() : problem;
      return Health.notReady(null, why);
    }
    if (problem != null) {
      return Health.notReady(null, problem);
    }
    return waiting == null ? Health.READY : Health.notReady(Stage.JOURNAL, waiting);
  }

  synchronized void problem(@Nullable String line) {
    problem = line;
  }
}
