package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointStoreProvider;
import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.sink.SinkException;
import java.net.URI;
import java.util.Optional;

/** Checkpoints in files, on a disk like that of {@link HangingStream}. */
public final class HangingStore implements CheckpointStoreProvider {
  /** Called by {@link java.util.ServiceLoader}. */
  public HangingStore() {}

  @Override
  public String scheme() {
    return HangingStream.SCHEME;
  }

  @Override
  public CheckpointStore open(URI url, String pipeline) throws SinkException {
    URI real = HangingStream.real(url);
    return new Hanging(url, CheckpointUrls.provider(real).open(real, pipeline));
  }

  private record Hanging(URI url, CheckpointStore disk) implements CheckpointStore {
    @Override
    public String description() {
      return disk.description();
    }

    @Override
    public CheckpointDocument acquire(CheckpointDocument firstRun) throws SinkException {
      return disk.acquire(firstRun);
    }

    @Override
    public void save(CheckpointDocument next) throws SinkException {
      HangingStream.hangIfAsked(url);
      disk.save(next);
    }

    @Override
    public CheckpointDocument reread() throws SinkException {
      return disk.reread();
    }

    @Override
    public void copy(CheckpointDocument document) throws SinkException {
      disk.copy(document);
    }

    @Override
    public Optional<CheckpointDocument> peek() throws SinkException {
      return disk.peek();
    }

    @Override
    public void close() {
      disk.close();
    }
  }
}
