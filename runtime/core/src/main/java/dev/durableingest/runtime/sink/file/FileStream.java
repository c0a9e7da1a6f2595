package dev.durableingest.runtime.sink.file;

import dev.durableingest.runtime.file.PublishedEnd;
import dev.durableingest.runtime.file.SegmentedFile;
import dev.durableingest.runtime.file.StreamUrl;
import dev.durableingest.runtime.sink.JsonRecordWriter;
import dev.durableingest.runtime.sink.RecoverableSink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one pipeline as files: stream {@code s} is {@code DIR/s/*.ndjson}, one JSON object
 * a line, in the order of the file names.
 *
 * <p>A stream that the document does not know keeps the lines it has. So the positions must be
 * saved once after {@link #recover}, before the first {@link #write}: else a crash between the
 * first write and its document leaves lines that nobody cuts back.
 *
 * <p>Owned by the pipeline thread, which must not be interrupted while it writes.
 */
final class FileStream implements RecoverableSink {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");

  private static final Logger LOGGER = System.getLogger(FileStream.class.getName());

  private final String description;
  private final Map<String, Integer> streamsByResource;
  private final Map<String, OneStream> streams;
  private final Map<String, SinkPosition> published = new HashMap<>();
  // Given back by the thread that commits, taken by the one that fills the next batch.
  private final Queue<List<JsonRecordWriter>> spareBuffers = new ConcurrentLinkedQueue<>();
  private final List<SegmentedFile> lastTouched = new ArrayList<>();
  private @Nullable FileStreamBatch lastWritten;

  private FileStream(
      String description, Map<String, Integer> streamsByResource, Map<String, OneStream> streams) {
    this.description = description;
    this.streamsByResource = streamsByResource;
    this.streams = streams;
  }

  /**
   * One stream.
   *
   * @param file where its lines are
   * @param keepsLines whether a resource that nobody could write again goes there
   */
  private record OneStream(SegmentedFile file, boolean keepsLines) {}

  static FileStream open(
      StreamUrl url, String pipeline, List<ResourceBinding<?, ?, ?>> resources, Clock clock)
      throws SinkException {
    Map<String, Boolean> keepsLines = new LinkedHashMap<>();
    for (ResourceBinding<?, ?, ?> resource : resources) {
      keepsLines.merge(resource.target().name(), !resource.isReplayable(), Boolean::logicalOr);
    }
    List<String> names = names(resources);
    Map<String, OneStream> streams = new LinkedHashMap<>();
    try {
      for (String name : names) {
        SegmentedFile file =
            SegmentedFile.open(
                url.folderOf(name),
                "stream '" + name + "'",
                "pipeline '" + pipeline + "'",
                url.retention(),
                clock);
        streams.put(name, new OneStream(file, keepsLines.getOrDefault(name, true)));
      }
    } catch (SinkException e) {
      streams.values().forEach(stream -> stream.file().close());
      throw e;
    }
    Map<String, Integer> streamsByResource = new LinkedHashMap<>();
    for (ResourceBinding<?, ?, ?> resource : resources) {
      streamsByResource.put(resource.name(), names.indexOf(resource.target().name()));
    }
    return new FileStream(url.place().description(), streamsByResource, streams);
  }

  /**
   * The streams that these resources write.
   *
   * @throws SinkException with {@code Stop} when one cannot be a folder
   */
  static List<String> names(List<ResourceBinding<?, ?, ?>> resources) throws SinkException {
    Set<String> names = new LinkedHashSet<>();
    for (ResourceBinding<?, ?, ?> resource : resources) {
      requireFolderName(resource.target().name());
      names.add(resource.target().name());
    }
    return List.copyOf(names);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public SinkKind kind() {
    return SinkKind.UNDO;
  }

  @Override
  public void recover(Map<String, SinkPosition> recorded) throws SinkException {
    recover(recorded, false);
  }

  @Override
  public void recoverJournaled(Map<String, SinkPosition> recorded) throws SinkException {
    recover(recorded, true);
  }

  private void recover(Map<String, SinkPosition> recorded, boolean journaled) throws SinkException {
    for (Map.Entry<String, OneStream> stream : streams.entrySet()) {
      SinkPosition position = recorded.get(positionName(stream.getKey()));
      stream.getValue().file().recover(position, stream.getValue().keepsLines() && !journaled);
    }
  }

  @Override
  public FileStreamBatch newBatch() {
    List<JsonRecordWriter> buffers = spareBuffers.poll();
    if (buffers == null) {
      buffers = new ArrayList<>();
      for (int i = 0; i < streams.size(); i++) {
        buffers.add(new JsonRecordWriter());
      }
    }
    return new FileStreamBatch(streamsByResource, List.copyOf(streams.keySet()), buffers);
  }

  @Override
  public FileStreamBatch decode(byte[] encoded) throws SinkException {
    FileStreamBatch batch = newBatch();
    batch.fill(encoded);
    return batch;
  }

  /** As declared; and the batch that was written last is not written a second time. */
  @Override
  public void write(SinkBatch batch) throws SinkException {
    if (!(batch instanceof FileStreamBatch lines)) {
      throw new IllegalArgumentException("A batch of another sink: " + batch);
    }
    if (lines == lastWritten) {
      return;
    }
    List<SegmentedFile> touched = append(lines);
    for (SegmentedFile file : touched) {
      file.force();
    }
    touched.forEach(SegmentedFile::commit);
    recycle(lastWritten);
    lastTouched.clear();
    lastTouched.addAll(touched);
    lastWritten = lines;
    lines.markWritten();
  }

  @Override
  public void undo() throws SinkException {
    for (SegmentedFile file : lastTouched) {
      file.undoCommit();
    }
    lastTouched.clear();
    recycle(lastWritten);
    lastWritten = null;
  }

  @Override
  public Map<String, SinkPosition> positions() {
    Map<String, SinkPosition> positions = new LinkedHashMap<>();
    streams.forEach((name, stream) -> positions.put(positionName(name), stream.file().position()));
    return positions;
  }

  /** As declared: publishes where the lines end that a reader may have; deletes old ones. */
  @Override
  public void documentSaved() {
    streams.forEach(
        (name, stream) -> {
          SinkPosition end = stream.file().position();
          if (!end.equals(published.get(name))) {
            try {
              PublishedEnd.COMMITTED.write(stream.file().folder(), end);
              published.put(name, end);
            } catch (IOException e) {
              // Readers see less until the next time; the lines themselves are durable.
              LOGGER.log(Level.DEBUG, "The end of stream '" + name + "' is not published: " + e);
            }
          }
          stream.file().recorded();
        });
  }

  @Override
  public void close() {
    streams.values().forEach(stream -> stream.file().close());
  }

  private List<SegmentedFile> append(FileStreamBatch lines) throws SinkException {
    for (OneStream stream : streams.values()) {
      stream.file().undo();
    }
    List<SegmentedFile> touched = new ArrayList<>();
    int index = 0;
    for (OneStream stream : streams.values()) {
      JsonRecordWriter buffer = lines.buffer(index++);
      if (buffer.length() > 0) {
        touched.add(stream.file());
        stream.file().append(buffer.bytes());
      }
    }
    return touched;
  }

  /** A batch that another one has followed is never written again. */
  private void recycle(@Nullable FileStreamBatch batch) {
    if (batch != null) {
      spareBuffers.add(batch.takeBuffers());
    }
  }

  private static String positionName(String stream) {
    return "stream:" + stream;
  }

  private static void requireFolderName(String stream) throws SinkException {
    if (!NAME.matcher(stream).matches()) {
      throw SinkException.stop(
          "Stream '"
              + stream
              + "' cannot be a folder: name it with letters, digits, dots, dashes and underscores");
    }
  }
}
