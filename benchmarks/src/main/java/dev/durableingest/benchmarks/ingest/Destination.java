package dev.durableingest.benchmarks.ingest;

import java.io.IOException;

/** What contestants write to, and what counts what they have written. */
interface Destination extends AutoCloseable {

  /** A new, empty place for one run: the URL of it, as a contestant's first argument. */
  String newPlace() throws Exception;

  /** Waits until all records are in a place, or the process that brings them has ended. */
  Count await(String place, long records, Process contestant) throws Exception;

  @Override
  void close() throws IOException;

  /**
   * What arrived.
   *
   * @param records how many
   * @param seconds between the first and the last, by the clock of the destination
   */
  record Count(long records, double seconds) {
    /** Records a second. */
    double rate() {
      return records / seconds;
    }
  }
}
