package dev.durableingest.redis;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.time.Duration;

/**
 * How long a start waits for a Redis that does not answer. A run that has begun waits for as long
 * as it takes; one that never reached its Redis has the wrong address more often than not.
 */
final class StartPatience {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private long firstFailureNanos;
  private boolean hasFailed;

  /** A step of the start. */
  interface Step<T> {
    T run() throws SinkException;
  }

  /**
   * Runs a step.
   *
   * @throws SinkException what the step throws; with {@code Stop} when waiting has not helped
   */
  <T> T bounded(Step<T> step) throws SinkException {
    try {
      T answer = step.run();
      hasFailed = false;
      return answer;
    } catch (SinkException e) {
      if (!(e.verdict() instanceof Verdict.RetrySame)) {
        throw e;
      }
      if (!hasFailed) {
        hasFailed = true;
        firstFailureNanos = System.nanoTime();
      }
      if (System.nanoTime() - firstFailureNanos > LIMIT.toNanos()) {
        throw new SinkException(Verdict.STOP, String.valueOf(e.getMessage()), e);
      }
      throw e;
    }
  }
}
