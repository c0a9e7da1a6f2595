package dev.durableingest.coinbase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CatchUpProgressTest {
  private final CatchUpProgress progress = new CatchUpProgress();

  @Test
  void tellsHowFarHowFastAndHowLong() {
    assertThat(progress.look(0, 72_000, seconds(0))).hasValue(info("catching up 72,000 trades"));
    assertThat(progress.look(9_000, 63_000, seconds(1))).isEmpty();
    assertThat(progress.look(9_000, 54_000, seconds(10)))
        .hasValue(warning("catching up: 18,000 of 72,000 trades, 1,800 a second, about 30 s left"));
    assertThat(progress.look(54_000, 0, seconds(40)))
        .hasValue(info("caught up 72,000 trades in 40 s"));
    assertThat(progress.look(0, 0, seconds(41))).isEmpty();
  }

  @Test
  void tellsThatNothingComes() {
    progress.look(0, 5000, seconds(0));
    assertThat(progress.look(0, 6000, seconds(20)))
        .hasValue(warning("catching up: none of 6,000 trades came yet"));
  }

  @Test
  void tellsThatTradesComeFasterThanTheyAreFetched() {
    progress.look(0, 5000, seconds(0));
    assertThat(progress.look(4000, 5200, seconds(10)))
        .hasValue(
            warning(
                "falling behind: 5,200 trades are missing, 200 more than 10 s ago, though 400 a"
                    + " second were fetched"));
    assertThat(progress.look(6000, 3200, seconds(20)))
        .hasValue(warning("catching up: 10,000 of 13,200 trades, 500 a second, about 6 s left"));
  }

  @Test
  void isSilentAboutAFewTrades() {
    assertThat(progress.look(0, 999, seconds(0))).isEmpty();
    assertThat(progress.look(999, 0, seconds(99))).isEmpty();
  }

  private static CatchUpProgress.Line info(String text) {
    return new CatchUpProgress.Line(System.Logger.Level.INFO, text);
  }

  private static CatchUpProgress.Line warning(String text) {
    return new CatchUpProgress.Line(System.Logger.Level.WARNING, text);
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
