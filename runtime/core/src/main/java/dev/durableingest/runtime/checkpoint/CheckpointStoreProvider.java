package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;

/** Opens checkpoint stores of one URL scheme; found through {@link java.util.ServiceLoader}. */
public interface CheckpointStoreProvider {

  /** The scheme of the URLs that this provider opens. */
  String scheme();

  /**
   * Opens the store; does not take the lease yet.
   *
   * @param url the URL; its scheme is this provider's
   * @param pipeline id of the pipeline
   */
  CheckpointStore open(URI url, String pipeline) throws SinkException;
}
