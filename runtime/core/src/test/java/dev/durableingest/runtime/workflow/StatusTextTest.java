package dev.durableingest.runtime.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.SourceLag;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.text.Amounts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A status is one line that a person reads at a glance. */
final class StatusTextTest {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

  @Test
  void saysHowARunStands() {
    assertThat(StatusText.of(status(RunnerState.STREAMING, 2, NOW.minusMillis(1500)), 1234, NOW))
        .isEqualTo(
            "streaming, 12,345 events, 1,234/s, lag 85ms, checkpoint 7 1.5s ago, 2 dead letters");
  }

  @Test
  void saysThatNothingIsCommittedYet() {
    assertThat(StatusText.of(status(RunnerState.CONNECTING, 0, null), 0, NOW))
        .isEqualTo("connecting, 12,345 events, 0/s, nothing committed yet");
  }

  @Test
  void saysWhatIsLeftToCommitBeforeTheEnd() {
    assertThat(StatusText.of(status(RunnerState.DRAINING, 0, null), 0, NOW))
        .isEqualTo("draining, 55 events to commit");
  }

  @Test
  void countsNothingBeforeAnythingIsOpen() {
    assertThat(StatusText.of(status(RunnerState.ACQUIRING, 0, null), 0, NOW))
        .isEqualTo("acquiring");
  }

  @Test
  void saysHowFarTheSourceIsBehindInWhatItTells() {
    Instant saved = NOW.minusMillis(1500);
    PipelineStatus status =
        status(RunnerState.STREAMING, 0, saved, SourceLag.ofLog(5_000_000, Duration.ofMinutes(3)));
    assertThat(StatusText.of(status, 0, NOW)).endsWith(" ago, source 4.8 MiB, 3m0s behind");
    status = status(RunnerState.STREAMING, 0, saved, SourceLag.ofLog(1_023, Duration.ZERO));
    assertThat(StatusText.of(status, 0, NOW)).endsWith(" ago, source 1023 B behind");
    status = status(RunnerState.STREAMING, 0, saved, SourceLag.ofEvents(1));
    assertThat(StatusText.of(status, 0, NOW)).endsWith(" ago, source 1 event behind");
    status = status(RunnerState.STREAMING, 0, saved, SourceLag.ofLog(0, Duration.ZERO));
    assertThat(StatusText.of(status, 0, NOW)).endsWith(" ago");
  }

  @Test
  void summarisesWhatARunCameTo() {
    assertThat(StatusText.summary(status(RunnerState.STOPPED, 1, NOW), Duration.ofSeconds(125)))
        .isEqualTo(
            "stopped after 2m5s, 12,345 events, 12,000 records, 1 dead letter, last checkpoint 7,"
                + " 55 events not committed");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0ms",
    "-5, 0ms",
    "999, 999ms",
    "1000, 1.0s",
    "10000, 10s",
    "119999, 119s",
    "120000, 2m0s",
    "7199000, 119m59s",
    "7200000, 2h0m",
    "90061000, 25h1m"
  })
  void showsDurationsAsCoarseAsTheyAreLong(long millis, String expected) {
    assertThat(Amounts.duration(Duration.ofMillis(millis))).isEqualTo(expected);
  }

  @Test
  void theRateIsThatOfTheLastSeconds() {
    EventRate rate = new EventRate();
    long second = Duration.ofSeconds(1).toNanos();

    assertThat(rate.perSecond(0, 0)).isZero();
    assertThat(rate.perSecond(second, 1_000)).isEqualTo(1_000);
    assertThat(rate.perSecond(2 * second, 1_000)).isEqualTo(500);
    for (int i = 3; i <= 10; i++) {
      rate.perSecond(i * second, 1_000);
    }
    assertThat(rate.perSecond(11 * second, 1_000)).isZero();
  }

  private static PipelineStatus status(
      RunnerState state, long deadLetters, @Nullable Instant lastCheckpoint) {
    return status(state, deadLetters, lastCheckpoint, SourceLag.UNKNOWN);
  }

  private static PipelineStatus status(
      RunnerState state, long deadLetters, @Nullable Instant lastCheckpoint, SourceLag sourceLag) {
    return new PipelineStatus(
        state,
        1,
        12_400,
        12_345,
        12_000,
        deadLetters,
        0,
        7,
        lastCheckpoint,
        Duration.ofMillis(85),
        sourceLag,
        "effectively-once",
        null);
  }
}
