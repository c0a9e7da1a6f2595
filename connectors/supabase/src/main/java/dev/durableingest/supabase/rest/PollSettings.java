package dev.durableingest.supabase.rest;

import dev.durableingest.runtime.wiring.Durations;
import dev.durableingest.supabase.replication.SnapshotMode;
import java.time.Duration;

/**
 * How tables are read by key.
 *
 * @param overlap how much is read again each time: as long as the longest transaction that writes,
 *     because a row's version is older than its commit
 * @param interval from one reading to the next
 * @param snapshot whether rows that are there already are read
 */
public record PollSettings(Duration overlap, Duration interval, SnapshotMode snapshot) {

  /**
   * Checks the durations.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  public PollSettings {
    if (overlap.isNegative() || interval.isNegative() || interval.isZero()) {
      throw new IllegalArgumentException(
          "An overlap is zero or more, and an interval more than zero.");
    }
  }

  /** For which changes reading by key is enough. */
  public String condition() {
    return "rows that commit within "
        + Durations.format(overlap)
        + " of their version, deletes apart";
  }
}
