package dev.durableingest.coinbase.tape;

import java.time.Duration;

/**
 * How patient a tape is and how much it keeps.
 *
 * @param reorderHold how long a missing trade may still come by the feed when a later one has come
 * @param heartbeatHold how long it may when only a heartbeat has told of it
 * @param heldMax how many trades may be kept that came before their turn
 * @param fetchAttempts how often a window is fetched without progress before its missing trades are
 *     a gap
 * @param initialDelay wait before a window is fetched again; doubles from time to time
 * @param maxDelay longest such wait
 */
public record TapeLimits(
    Duration reorderHold,
    Duration heartbeatHold,
    int heldMax,
    int fetchAttempts,
    Duration initialDelay,
    Duration maxDelay) {

  /** What is used against the real exchange. */
  public static TapeLimits defaults() {
    return new TapeLimits(
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        10_000,
        8,
        Duration.ofMillis(250),
        Duration.ofSeconds(5));
  }

  /** The same limits with room for no more than so many trades, but for one at least. */
  public TapeLimits holdingAtMost(int trades) {
    int held = Math.max(1, Math.min(heldMax, trades));
    return new TapeLimits(reorderHold, heartbeatHold, held, fetchAttempts, initialDelay, maxDelay);
  }
}
