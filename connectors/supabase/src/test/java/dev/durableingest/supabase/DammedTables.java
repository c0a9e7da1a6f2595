package dev.durableingest.supabase;

import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.SinkProvider;
import dev.durableingest.runtime.sink.SinkUrls;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Tables as files of JSON lines, {@code dammed:DIR}, which take nothing while there is a file
 * {@code DOWN} in the folder.
 */
public final class DammedTables implements SinkProvider {

  /** Called by {@link java.util.ServiceLoader}. */
  public DammedTables() {}

  @Override
  public String scheme() {
    return "dammed";
  }

  @Override
  public boolean accepts(Role role) {
    return role == Role.OLAP;
  }

  @Override
  public Sink open(URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources)
      throws SinkException {
    URI files = URI.create("file:" + url.getPath());
    Sink open = SinkUrls.provider(files, Role.STREAM).open(files, pipeline, resources);
    return new Dammed(Path.of(url.getPath()).resolve("DOWN"), open);
  }

  private record Dammed(Path down, Sink files) implements Sink {
    @Override
    public String description() {
      return files.description();
    }

    @Override
    public SinkKind kind() {
      return files.kind();
    }

    @Override
    public void recover(Map<String, SinkPosition> recorded) throws SinkException {
      files.recover(recorded);
    }

    @Override
    public SinkBatch newBatch() {
      return files.newBatch();
    }

    @Override
    public void write(SinkBatch batch) throws SinkException {
      if (Files.exists(down)) {
        throw new SinkException(Verdict.RETRY_SAME, "the tables are down", null);
      }
      files.write(batch);
    }

    @Override
    public void undo() throws SinkException {
      files.undo();
    }

    @Override
    public Map<String, SinkPosition> positions() {
      return files.positions();
    }

    @Override
    public void close() {
      files.close();
    }
  }
}
