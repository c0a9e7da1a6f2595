package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.pipeline.Retries.Question;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.time.Time;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what another run holds. Without a wish of the user it waits for as long as the lease of
 * a dead run may last, and a moment for those that only look.
 */
final class LeaseWait {
  private static final Duration MOMENT = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(250);

  private final @Nullable Duration asked;
  private final Retries retries;
  private final StopSignal stop;
  private final Time time;
  private final Consumer<@Nullable String> problem;

  /**
   * @param asked how long the user wants to wait, or null
   * @param problem takes the line that says what is being waited for, and null when it is over
   */
  LeaseWait(
      @Nullable Duration asked,
      Retries retries,
      StopSignal stop,
      Time time,
      Consumer<@Nullable String> problem) {
    this.asked = asked;
    this.retries = retries;
    this.stop = stop;
    this.time = time;
    this.problem = problem;
  }

  /**
   * Asks until nobody else holds it.
   *
   * @throws SinkException with {@code InUse} when somebody still does
   * @throws PipelineFailure when the run was asked to stop
   */
  <T> T untilFree(Question<T> question) throws SinkException, PipelineFailure {
    long startNanos = time.nanos();
    Duration limit = asked;
    boolean isWaiting = false;
    while (true) {
      // Taken before the question, since the answer may come, or be looked at, much later.
      long askedNanos = time.nanos();
      try {
        T answer = retries.untilAnswered(question);
        if (isWaiting) {
          problem.accept(null);
        }
        return answer;
      } catch (SinkException e) {
        if (!(e.verdict() instanceof Verdict.InUse held)) {
          throw e;
        }
        if (limit == null) {
          limit = held.left().plus(MOMENT);
        }
        Duration left = limit.minusNanos(askedNanos - startNanos);
        if (left.isNegative() || left.isZero()) {
          throw e;
        }
        if (!isWaiting) {
          // Told once: the line of a moment later differs in nothing but the seconds.
          isWaiting = true;
          problem.accept("Waiting up to " + limit.toSeconds() + " s: " + e.getMessage() + ".");
        }
        if (stop.pauseUnlessRequested(left.compareTo(LOOK) < 0 ? left : LOOK)) {
          throw new PipelineFailure(RunnerState.STOPPED, String.valueOf(e.getMessage()), e);
        }
      }
    }
  }
}
