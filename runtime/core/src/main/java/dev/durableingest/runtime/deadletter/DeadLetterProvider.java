package dev.durableingest.runtime.deadletter;

import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.net.URI;
import java.util.List;

/** Opens the dead letters of one URL scheme; found through {@link java.util.ServiceLoader}. */
public interface DeadLetterProvider {

  /** The scheme of the URLs that this provider opens. */
  String scheme();

  /**
   * Opens the place where the dead letters of a pipeline are kept; touches no data.
   *
   * @throws SinkException when it cannot be opened; with {@link Verdict.RetrySame} where waiting
   *     may help
   */
  DeadLetterQueue open(URI url, String pipeline) throws SinkException;

  /**
   * The letters that are still to be dealt with, by number. Changes nothing, and takes no lock: a
   * letter that a run is setting aside may be among them.
   *
   * @throws SinkException when they cannot be read
   */
  List<DeadLetter> list(URI url, String pipeline) throws SinkException;

  /** Looks at the place for {@code check}; changes nothing. */
  Finding check(URI url, String pipeline);
}
