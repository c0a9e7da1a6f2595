package dev.durableingest.runtime.polling;

import dev.durableingest.runtime.source.Backoff;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Repeats a call that fails in passing: as late as the server asks for, else after waits that
 * double, with jitter, so that many clients do not come back at once. Immutable; thread-safe where
 * its random generator is.
 *
 * <p>A source does not have to repeat for ever: what it throws in the end makes the runtime call
 * {@code run} again later.
 */
public final class Retry {
  private static final Duration INITIAL_DELAY = Duration.ofMillis(500);
  private static final Duration MAX_DELAY = Duration.ofSeconds(30);
  private static final double JITTER = 0.2;
  private static final int ATTEMPTS_MAX = 6;

  private final PollTime time;
  private final Duration initialDelay;
  private final Duration maxDelay;
  private final int attemptsMax;
  private final RandomGenerator random;

  /**
   * @param time waits
   * @param initialDelay the first wait, before jitter of a fifth
   * @param maxDelay the longest wait, also of those that a server asks for
   * @param attemptsMax how often a call is tried, the first time included; 1 or more
   * @param random where the jitter comes from
   * @throws IllegalArgumentException when there is no attempt, or a wait is negative
   */
  public Retry(
      PollTime time,
      Duration initialDelay,
      Duration maxDelay,
      int attemptsMax,
      RandomGenerator random) {
    if (attemptsMax < 1 || initialDelay.isNegative() || maxDelay.compareTo(initialDelay) < 0) {
      throw new IllegalArgumentException(
          "A call is tried once or more, and the first wait is not above the longest.");
    }
    this.time = time;
    this.initialDelay = initialDelay;
    this.maxDelay = maxDelay;
    this.attemptsMax = attemptsMax;
    this.random = random;
  }

  /** Six attempts, with waits from half a second to thirty seconds. */
  public static Retry standard(PollTime time) {
    return new Retry(
        time, INITIAL_DELAY, MAX_DELAY, ATTEMPTS_MAX, RandomGenerator.of("SplittableRandom"));
  }

  /** One call; trying it again is harmless. */
  @FunctionalInterface
  public interface Call<T> {

    /**
     * Makes the call.
     *
     * @throws TryAgainException when it failed in passing
     * @throws RequestRefusedException when trying again does not help
     * @throws InterruptedException when the pipeline is being cancelled
     */
    T call() throws TryAgainException, RequestRefusedException, InterruptedException;
  }

  /**
   * Makes a call until it succeeds.
   *
   * @throws TryAgainException the last failure, when all attempts are used up
   * @throws RequestRefusedException at once, when trying again does not help
   * @throws InterruptedException when interrupted, also in the middle of a wait
   */
  public <T> T call(Call<T> call)
      throws TryAgainException, RequestRefusedException, InterruptedException {
    Backoff backoff = new Backoff(initialDelay, maxDelay, 2, JITTER, random);
    while (true) {
      try {
        return call.call();
      } catch (TryAgainException e) {
        Duration grown = backoff.next();
        if (backoff.failures() >= attemptsMax) {
          throw e;
        }
        time.sleep(wait(e, grown));
      }
    }
  }

  /** Never sooner than the server asks for, within reason. */
  private Duration wait(TryAgainException failure, Duration grown) {
    Duration asked = failure.delay();
    if (asked == null || asked.compareTo(grown) < 0) {
      return grown;
    }
    return atMost(asked);
  }

  /** A wait that a server asks for, cut to the longest that is allowed. */
  Duration atMost(Duration asked) {
    return asked.compareTo(maxDelay) > 0 ? maxDelay : asked;
  }
}
