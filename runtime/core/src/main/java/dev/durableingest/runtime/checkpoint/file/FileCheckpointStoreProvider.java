package dev.durableingest.runtime.checkpoint.file;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointStoreProvider;
import dev.durableingest.runtime.checkpoint.StoreCheck;
import dev.durableingest.runtime.checkpoint.StoreDurability;
import dev.durableingest.runtime.file.FileUrl;
import dev.durableingest.runtime.file.FolderCheck;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Opens {@code file:} URLs as checkpoint stores: a pipeline is a folder in it. */
public final class FileCheckpointStoreProvider implements CheckpointStoreProvider {

  /** Called by {@link java.util.ServiceLoader}. */
  public FileCheckpointStoreProvider() {}

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public CheckpointStore open(URI url, String pipeline) throws SinkException {
    return new FileCheckpointStore(FileUrl.parse(url), pipeline);
  }

  @Override
  public StoreCheck check(URI url, String pipeline) {
    List<Finding> findings = new ArrayList<>();
    try {
      FileUrl parent = FileUrl.parse(url);
      FileUrl own = new FileUrl(parent.folder().resolve(pipeline), parent.trustsLocks());
      findings.add(FolderCheck.of("checkpoints", own));
      try (CheckpointStore store = open(url, pipeline)) {
        findings.add(StoreCheck.found(store.peek()));
      }
    } catch (SinkException e) {
      findings.add(Finding.fails("checkpoint", e));
    }
    return new StoreCheck(StoreDurability.SYNCED, findings);
  }

  @Override
  public boolean keepsRedoLog() {
    return true;
  }
}
