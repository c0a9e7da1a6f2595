package dev.durableingest.redis;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointStoreProvider;
import dev.durableingest.runtime.checkpoint.StoreCheck;
import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;

/** The same as {@link RedisCheckpointStoreProvider} over TLS, {@code rediss://host:port}. */
public final class RedisTlsCheckpointStoreProvider implements CheckpointStoreProvider {
  private final RedisCheckpointStoreProvider plain = new RedisCheckpointStoreProvider();

  /** Called by {@link java.util.ServiceLoader}. */
  public RedisTlsCheckpointStoreProvider() {}

  @Override
  public String scheme() {
    return "rediss";
  }

  @Override
  public CheckpointStore open(URI url, String pipeline) throws SinkException {
    return plain.open(url, pipeline);
  }

  @Override
  public StoreCheck check(URI url, String pipeline) {
    return plain.check(url, pipeline);
  }
}
