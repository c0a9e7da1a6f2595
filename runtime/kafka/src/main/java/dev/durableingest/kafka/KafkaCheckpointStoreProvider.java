package dev.durableingest.kafka;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointStoreProvider;
import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;

/** Opens {@code kafka:} URLs as checkpoint stores, where the records go elsewhere. */
public final class KafkaCheckpointStoreProvider implements CheckpointStoreProvider {
  /** For {@link java.util.ServiceLoader}. */
  public KafkaCheckpointStoreProvider() {}

  @Override
  public String scheme() {
    return KafkaUrl.SCHEME;
  }

  @Override
  public CheckpointStore open(URI url, String pipeline) throws SinkException {
    KafkaLogs.quieten();
    Clients clients = new Clients(KafkaUrl.parse(url));
    return new KafkaCheckpointStore(new Transactions(clients, pipeline), pipeline);
  }
}
