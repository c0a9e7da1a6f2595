package dev.durableingest.duckdb;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointStoreProvider;
import dev.durableingest.runtime.checkpoint.StoreCheck;
import dev.durableingest.runtime.checkpoint.StoreDurability;
import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;
import java.util.List;

/** Opens {@code duckdb:file} as a checkpoint store, where the tables are elsewhere. */
public final class DuckDbCheckpointStoreProvider implements CheckpointStoreProvider {
  @Override
  public String scheme() {
    return DatabaseUrl.SCHEME;
  }

  @Override
  public CheckpointStore open(URI url, String pipeline) throws SinkException {
    Database database = new Database(DatabaseUrl.parse(url), "pipeline '" + pipeline + "'");
    return new DuckDbCheckpointStore(database, pipeline);
  }

  @Override
  public StoreCheck check(URI url, String pipeline) {
    return new StoreCheck(StoreDurability.SYNCED, DatabaseCheck.of(url, pipeline, List.of()));
  }

  @Override
  public boolean keepsRedoLog() {
    return true;
  }
}
