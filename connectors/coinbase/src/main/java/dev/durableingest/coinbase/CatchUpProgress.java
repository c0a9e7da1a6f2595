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
  private long done;

  /**
   * Looks at how much is missing.
   *
   * @param fetched trades fetched since the last call
   * @param missing trades that are missing now
   * @return a line for people, now and then
   */
  Optional<String> look(long fetched, long missing, long now) {
    if (!running) {
      if (missing < TRADES_MIN) {
        return Optional.empty();
      }
      running = true;
      startedAt = now;
      toldAt = now;
      done = 0;
      return Optional.of(format("catching up %,d trades", missing));
    }
    done += fetched;
    if (missing == 0) {
      running = false;
      return Optional.of(format("caught up %,d trades in %,d s", done, seconds(now - startedAt)));
    }
    if (now - toldAt < TELL_NANOS) {
      return Optional.empty();
    }
    toldAt = now;
    double perNano = (double) done / (now - startedAt);
    if (done == 0) {
      return Optional.of(format("catching up: none of %,d trades yet", missing));
    }
    return Optional.of(
        format(
            "catching up: %,d of %,d trades, %,d a second, about %,d s left",
            done,
            done + missing,
            Math.round(perNano * TimeUnit.SECONDS.toNanos(1)),
            seconds((long) (missing / perNano))));
  }

  private static long seconds(long nanos) {
    return Math.round(nanos / (double) TimeUnit.SECONDS.toNanos(1));
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
