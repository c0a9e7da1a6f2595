package dev.durableingest.runtime.checkpoint;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkProvider;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.net.URI;
import java.util.List;

/**
 * Opens destinations that can keep the checkpoint document in the transactions of their records,
 * but do so only where it is asked for. What always does so is opened by {@link SinkProvider#open}.
 */
public interface TransactionalSinkProvider extends SinkProvider {

  /**
   * Opens a destination together with the checkpoint store inside it. Does not touch its data.
   *
   * @param url the URL; its scheme is this provider's
   * @param pipeline id of the pipeline
   * @param resources the resources whose records go there, at least one
   * @throws SinkException when it cannot be opened; with {@link
   *     dev.durableingest.runtime.sink.Verdict.RetrySame} where waiting may help
   */
  TransactionalSink openTransactional(
      URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources) throws SinkException;
}
