package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.source.Backoff;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a step of a commit as its failure says. A destination that is down for hours costs
 * patience, never an event; only a stop whose drain timeout is over ends the waiting.
 */
final class Retries {
  private final Backoff backoff;
  private final StopSignal stop;
  private final Pulse pulse;
  private final Consumer<@Nullable String> problem;
  private final boolean inFlight;
  private final int attemptsMax;

  /**
   * @param problem takes the line that says what is being waited for, and null when it is over
   * @param inFlight whether there are events that a stop would have to wait for
   * @param attemptsMax how often a step is tried before the pipeline fails
   */
  Retries(
      Backoff backoff,
      StopSignal stop,
      Pulse pulse,
      Consumer<@Nullable String> problem,
      boolean inFlight,
      int attemptsMax) {
    this.backoff = backoff;
    this.stop = stop;
    this.pulse = pulse;
    this.problem = problem;
    this.inFlight = inFlight;
    this.attemptsMax = attemptsMax;
  }

  /** One step; repeating it in the same shape is harmless. */
  interface Step {
    void run() throws SinkException;
  }

  /** One question; asking it again is harmless. */
  interface Question<T> {
    T ask() throws SinkException;
  }

  /**
   * Asks until there is an answer.
   *
   * @throws SinkException when its failure says that repeating does not help
   * @throws PipelineFailure when the run was asked to stop and cannot wait longer
   */
  <T> T untilAnswered(Question<T> question) throws SinkException, PipelineFailure {
    while (true) {
      try {
        pulse.beat();
        T answer = question.ask();
        reset();
        return answer;
      } catch (SinkException e) {
        if (!(e.verdict() instanceof Verdict.RetrySame)) {
          throw e;
        }
        pauseAfter(e);
      }
    }
  }

  /**
   * Runs a step until it answers well.
   *
   * @throws SinkException when its failure says that repeating does not help
   * @throws PipelineFailure when the run was asked to stop and cannot wait longer
   */
  void untilDone(Step step) throws SinkException, PipelineFailure {
    untilAnswered(
        () -> {
          step.run();
          return true;
        });
  }

  /**
   * Waits before the next try.
   *
   * @throws SinkException the failure itself, when it says that repeating does not help
   * @throws PipelineFailure when the run was asked to stop and cannot wait longer
   */
  void pauseAfter(SinkException failure) throws SinkException, PipelineFailure {
    Verdict verdict = failure.verdict();
    if (!(verdict instanceof Verdict.RetrySame) && !(verdict instanceof Verdict.Reopen)) {
      throw failure;
    }
    if (backoff.failures() + 1 >= attemptsMax) {
      throw PipelineFailure.failed(
          "Given up after "
              + attemptsMax
              + " attempts, which --batch-max-attempts allows: "
              + failure.getMessage()
              + ". What is committed stays; start again when that is mended.",
          failure);
    }
    pause(backoff.next(), failure);
  }

  /**
   * Waits before an event is tried again, as long as it asks for.
   *
   * @throws PipelineFailure when the run was asked to stop and cannot wait longer
   */
  void pauseBefore(TryLater failure) throws PipelineFailure {
    Duration asked = failure.delay();
    Duration grown = backoff.next();
    pause(asked == null ? grown : asked, failure);
  }

  private void pause(Duration delay, Exception failure) throws PipelineFailure {
    problem.accept(failure.getMessage());
    if (!inFlight) {
      if (stop.pauseUnlessRequested(delay)) {
        throw new PipelineFailure(
            RunnerState.STOPPED, String.valueOf(failure.getMessage()), failure);
      }
    } else if (stop.pauseWithinDrain(delay)) {
      throw new PipelineFailure(
          RunnerState.HALTED,
          "The drain timeout was over before everything was committed: " + failure.getMessage(),
          failure);
    }
  }

  /** A step answered well. */
  void reset() {
    if (backoff.failures() > 0) {
      backoff.reset();
      problem.accept(null);
    }
  }

  static PipelineFailure fenced(String store) {
    return new PipelineFailure(
        RunnerState.FENCED,
        "Another runner has taken the lease in "
            + store
            + ". This one has saved and acknowledged nothing since, and stops. Run one workflow per"
            + " --pipeline-id.",
        null);
  }
}
