package dev.durableingest.benchmarks.ingest;

import java.io.IOException;
import java.nio.file.Path;

/** One way to bring records to a destination, run as a process of its own. */
interface Contestant {

  /** Its row in the table. */
  String name();

  /**
   * Starts it. It may end by itself when all is written, or be ended then.
   *
   * @param place where it writes to, see {@link Destination#newPlace}
   * @param records how many it brings there
   * @param log where its output goes
   */
  Process start(String place, long records, Path log) throws IOException;
}
