package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.SinkProvider;
import dev.durableingest.runtime.sink.SinkUrls;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Streams in files, on a disk that never answers again once there is a file {@code HANG} on it; a
 * file {@code HANGS} then says that somebody waits for it.
 */
public final class HangingStream implements SinkProvider {
  static final String SCHEME = "hanging";

  /** Called by {@link java.util.ServiceLoader}. */
  public HangingStream() {}

  /** Waits for ever, deaf to interrupts, like a read from a dead disk. */
  static void hangIfAsked(URI url) {
    Path disk = Path.of(url.getPath());
    while (Files.exists(disk.resolve("HANG"))) {
      mark(disk.resolve("HANGS"));
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static void mark(Path file) {
    try {
      boolean unused = file.toFile().createNewFile(); // deaf to interrupts, too
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static URI real(URI url) {
    return URI.create("file:" + url.getPath());
  }

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public boolean accepts(Role role) {
    return role == Role.STREAM;
  }

  @Override
  public Sink open(URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources)
      throws SinkException {
    URI real = real(url);
    return new Hanging(url, SinkUrls.provider(real, Role.STREAM).open(real, pipeline, resources));
  }

  private record Hanging(URI url, Sink disk) implements Sink {
    @Override
    public String description() {
      return disk.description();
    }

    @Override
    public SinkKind kind() {
      return disk.kind();
    }

    @Override
    public void recover(Map<String, SinkPosition> recorded) throws SinkException {
      disk.recover(recorded);
    }

    @Override
    public SinkBatch newBatch() {
      return disk.newBatch();
    }

    @Override
    public void write(SinkBatch batch) throws SinkException {
      hangIfAsked(url);
      disk.write(batch);
    }

    @Override
    public Map<String, SinkPosition> positions() {
      return disk.positions();
    }

    @Override
    public void close() {
      disk.close();
    }
  }
}
