package dev.durableingest.runtime;

/**
 * A known hole in a resource: the events {@code from} to {@code to} of a partition are missing, and
 * {@code next} is the first that has not been backfilled.
 *
 * @param id number of the gap in its pipeline; below zero where the runtime itself dropped events
 * @param resource name of the resource
 * @param partition the partition, {@code ""} where there is only one
 * @param from first missing ordinal
 * @param to last missing ordinal
 * @param next first ordinal not yet backfilled; {@code to + 1} when the gap is closed
 */
public record Gap(long id, String resource, String partition, long from, long to, long next) {

  /** Checks that the bounds are in order. */
  public Gap {
    if (from > to || next < from || next > to + 1) {
      throw new IllegalArgumentException(
          "A gap runs from its first to its last ordinal, was "
              + from
              + " to "
              + to
              + ", next "
              + next);
    }
  }

  /** Whether every missing event has been backfilled. */
  public boolean isClosed() {
    return next > to;
  }
}
