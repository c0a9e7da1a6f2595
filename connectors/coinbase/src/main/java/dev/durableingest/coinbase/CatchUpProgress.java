package dev.durableingest.coinbase;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What is told of a long catch-up of one product: how far it is, how fast, and how long it will
 * take. Pure: time comes in as nanoseconds.
 */
final class CatchUpProgress {
  /** A catch-up of fewer trades is not worth a word. */
  static final long TRADES_MIN = 1000;

  private static final long TELL_NANOS = TimeUnit.SECONDS.toNanos(10);

  private boolean running;
  private long startedAt;
  private long toldAt;
  private long toldMissing;
  private long done;

  /**
   * Something to tell.
   *
   * @param level a warning while it takes long, so that it is seen without being asked for
   */
  record Line(System.Logger.Level level, String text) {}

  /**
   * Looks at how much is missing.
   *
   * @param fetched trades fetched since the last call
   * @param missing trades that are missing now
   * @return a line for people, now and then
   */
  Optional<Line> look(long fetched, long missing, long now) {
    if (!running) {
      if (missing < TRADES_MIN) {
        return Optional.empty();
      }
      running = true;
      startedAt = now;
      toldAt = now;
      toldMissing = missing;
      done = 0;
      return line(System.Logger.Level.INFO, "catching up %,d trades", missing);
    }
    done += fetched;
    long taken = now - startedAt;
    if (missing == 0) {
      running = false;
      return line(System.Logger.Level.INFO, "caught up %,d trades in %,d s", done, seconds(taken));
    }
    if (now - toldAt < TELL_NANOS) {
      return Optional.empty();
    }
    long more = missing - toldMissing;
    long since = now - toldAt;
    toldAt = now;
    toldMissing = missing;
    if (done == 0) {
      return line(System.Logger.Level.WARNING, "catching up: none of %,d trades came yet", missing);
    }
    double perNano = (double) done / taken;
    if (more >= 0) {
      return line(
          System.Logger.Level.WARNING,
          "falling behind: %,d trades are missing, %,d more than %,d s ago, though %,d a second"
              + " were fetched",
          missing,
          more,
          seconds(since),
          Math.round(perNano * TimeUnit.SECONDS.toNanos(1)));
    }
    return line(
        System.Logger.Level.WARNING,
        "catching up: %,d of %,d trades, %,d a second, about %,d s left",
        done,
        done + missing,
        Math.round(perNano * TimeUnit.SECONDS.toNanos(1)),
        seconds((long) (missing / perNano)));
  }

  private static Optional<Line> line(System.Logger.Level level, String text, Object... values) {
    return Optional.of(new Line(level, String.format(Locale.ROOT, text, values)));
  }

  private static long seconds(long nanos) {
    return Math.round(nanos / (double) TimeUnit.SECONDS.toNanos(1));
  }
}
