package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkUrls;
import java.net.URI;
import java.util.List;

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

  /**
   * Looks at the store for {@code check}: whether it can be reached, what this user may do there,
   * how durable it is, and what it has of this pipeline. Takes no lease, changes nothing, and
   * answers within seconds whatever the store does.
   *
   * @param url the URL; its scheme is this provider's
   * @param pipeline id of the pipeline
   */
  default StoreCheck check(URI url, String pipeline) {
    String shown = SinkUrls.shown(url.toString());
    return new StoreCheck(null, List.of(Finding.weak(shown, "only a run can look at it")));
  }

  /** Whether its stores keep a redo log; see {@link CheckpointStore#redoLog}. */
  default boolean keepsRedoLog() {
    return false;
  }
}
