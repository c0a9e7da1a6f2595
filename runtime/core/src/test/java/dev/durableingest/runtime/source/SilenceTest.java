package dev.durableingest.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.source.AttemptScope.Silence;
import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.time.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When a source that is silent is missed; by a clock that is moved by hand. */
final class SilenceTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aSourceThatNeverSaysItIsAliveMayBeSilentForEver() throws Exception {
    SourceAttempt attempt = attempt(new Silence(null, MINUTE, false));
    pass(Duration.ofDays(3));
    assertThat(attempt.overdueNanos()).as("before its first sign").isZero();
    attempt.position("here");
    pass(Duration.ofDays(3));
    assertThat(attempt.overdueNanos()).as("after it").isZero();
  }

  @Test
  void aSourceThatSaysItIsAliveIsMissedWhenItNoLongerDoes() throws Exception {
    SourceAttempt attempt = attempt(new Silence(null, MINUTE, false));
    attempt.alive();
    pass(MINUTE.minusNanos(1));
    assertThat(attempt.overdueNanos()).isNegative();
    attempt.position("any sign counts");
    pass(MINUTE.plusNanos(1));
    assertThat(attempt.overdueNanos()).isPositive();
  }

  @Test
  void aSourceThatSaysHowLongItIsQuietIsMissedAfterThat() {
    SourceAttempt attempt = attempt(new Silence(null, MINUTE, false));
    attempt.alive(Duration.ofHours(1));
    pass(Duration.ofHours(1).minusNanos(1));
    assertThat(attempt.overdueNanos()).isNegative();
    pass(Duration.ofNanos(2));
    assertThat(attempt.overdueNanos()).isPositive();
  }

  @Test
  void whatWasAskedForHoldsForEverySource() throws Exception {
    SourceAttempt attempt = attempt(new Silence(MINUTE, MINUTE, true));
    pass(MINUTE.plusNanos(1));
    assertThat(attempt.overdueNanos()).isPositive();
    attempt.position("here");
    assertThat(attempt.overdueNanos()).isNegative();
    pass(MINUTE.plusNanos(1));
    assertThat(attempt.overdueNanos()).isPositive();
  }

  private void pass(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  private SourceAttempt attempt(Silence silence) {
    Time time =
        new Time() {
          @Override
          public long nanos() {
            return nanos.get();
          }

          @Override
          public Instant now() {
            return Instant.EPOCH;
          }
        };
    AttemptScope scope =
        new AttemptScope(
            "quiet",
            Map.of(),
            new EventQueue(10, 1_000, 10, Waits.system()),
            time,
            () -> {
              throw new AssertionError("not asked for");
            },
            listener -> {},
            new AtomicLong(1),
            silence);
    return new SourceAttempt(1, scope);
  }
}
