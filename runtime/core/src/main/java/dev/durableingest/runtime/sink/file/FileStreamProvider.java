package dev.durableingest.runtime.sink.file;

import dev.durableingest.runtime.file.FolderCheck;
import dev.durableingest.runtime.file.StreamUrl;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkCheck;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkProvider;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Opens {@code file:} URLs as streams: stream {@code s} is the folder {@code s} in it. */
public final class FileStreamProvider implements SinkProvider {

  /** Called by {@link java.util.ServiceLoader}. */
  public FileStreamProvider() {}

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public boolean accepts(Role role) {
    return role == Role.STREAM;
  }

  @Override
  public Sink open(URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources)
      throws SinkException {
    return FileStream.open(StreamUrl.parse(url), pipeline, resources, Clock.systemUTC());
  }

  @Override
  public SinkCheck check(URI url, String pipeline, List<ResourceBinding<?, ?, ?>> resources) {
    try {
      StreamUrl streams = StreamUrl.parse(url);
      List<Finding> findings = new ArrayList<>();
      for (String stream : FileStream.names(resources)) {
        findings.add(FolderCheck.of("stream '" + stream + "'", streams.folderOf(stream)));
      }
      if (streams.retention().isLimited()) {
        findings.add(Finding.ok("retention", "each stream keeps " + streams.retention()));
      }
      return new SinkCheck(SinkKind.UNDO, findings);
    } catch (SinkException e) {
      return new SinkCheck(SinkKind.UNDO, List.of(Finding.fails("--stream", e)));
    }
  }
}
