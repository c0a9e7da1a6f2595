package dev.durableingest.runtime.checkpoint.file;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointStoreProvider;
import dev.durableingest.runtime.file.FileUrl;
import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;

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
}
