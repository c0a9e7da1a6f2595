package dev.durableingest.supabase.rest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far tables are read: what is saved with every checkpoint, and where a restart goes on.
 *
 * @param tables by schema and name
 */
public record PollPosition(Map<String, Table> tables) {

  /** Keeps the map from being changed. */
  public PollPosition {
    tables = Map.copyOf(tables);
  }

  /**
   * How far a table is read.
   *
   * @param newest the newest version of all rows that were read; null before the first
   * @param roundBegan by the server's clock, when the reading began that is under way or was last
   * @param after version and key of the last row of a reading that is under way; null when it is
   *     complete
   */
  public record Table(@Nullable Instant newest, Instant roundBegan, @Nullable List<String> after) {

    /**
     * From which version on the next reading begins. A row that was not there when a reading passed
     * its place was committed after that, so that it is at most the longest transaction older than
     * the newest row that was there, and than the time at which that reading began.
     */
    Instant nextFrom(Duration overlap) {
      Instant known = newest == null || newest.isAfter(roundBegan) ? roundBegan : newest;
      return known.minus(overlap);
    }
  }
}
