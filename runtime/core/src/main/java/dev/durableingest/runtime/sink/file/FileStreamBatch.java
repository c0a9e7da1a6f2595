package dev.durableingest.runtime.sink.file;

import dev.durableingest.runtime.sink.JsonRecordWriter;
import dev.durableingest.runtime.sink.NamedParts;
import dev.durableingest.runtime.sink.RecoverableBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lines of one batch, encoded as they are added, one buffer a stream. */
final class FileStreamBatch implements RecoverableBatch {
  private final Map<String, JsonRecordWriter> buffersByResource;
  private final List<String> streams;
  private List<JsonRecordWriter> buffers;
  private boolean isWritten;

  FileStreamBatch(
      Map<String, Integer> streamsByResource,
      List<String> streams,
      List<JsonRecordWriter> buffers) {
    this.streams = streams;
    this.buffers = buffers;
    this.buffersByResource = new HashMap<>();
    streamsByResource.forEach(
        (resource, stream) -> buffersByResource.put(resource, buffers.get(stream)));
  }

  @Override
  public <R extends Record> void add(ResourceBinding<?, R, ?> resource, R record) {
    if (isWritten) {
      throw new IllegalStateException("The batch is written: take a new one");
    }
    JsonRecordWriter buffer = buffersByResource.get(resource.name());
    if (buffer == null) {
      throw new IllegalArgumentException("Not a resource of this stream: " + resource.name());
    }
    buffer.writeLine(resource.codec(), record);
  }

  @Override
  public boolean isEmpty() {
    return buffers.stream().allMatch(buffer -> buffer.length() == 0);
  }

  @Override
  public List<ByteBuffer> encoded() {
    Map<String, List<ByteBuffer>> parts = new LinkedHashMap<>();
    for (int i = 0; i < streams.size(); i++) {
      parts.put(streams.get(i), List.of(buffers.get(i).bytes()));
    }
    return NamedParts.encode(parts);
  }

  /**
   * Takes the lines of a batch that was {@link #encoded}.
   *
   * @throws SinkException with {@code Stop} when a stream of it is none of this run's
   */
  void fill(byte[] encoded) throws SinkException {
    try {
      for (Map.Entry<String, byte[]> part : NamedParts.decode(encoded).entrySet()) {
        int stream = streams.indexOf(part.getKey());
        if (stream >= 0) {
          buffers.get(stream).putLines(part.getValue());
        } else if (part.getValue().length > 0) {
          throw SinkException.stop(
              "A batch that was interrupted has lines for stream '"
                  + part.getKey()
                  + "', which no resource writes any more: run the former version once.");
        }
      }
    } catch (IOException e) {
      throw new SinkException(
          Verdict.STOP, "The redo record is not of this version: run the former one once.", e);
    }
  }

  JsonRecordWriter buffer(int stream) {
    return buffers.get(stream);
  }

  /** Takes nothing more from now on. */
  void markWritten() {
    isWritten = true;
  }

  /** Gives the emptied buffers away; the batch is empty from then on. */
  List<JsonRecordWriter> takeBuffers() {
    List<JsonRecordWriter> taken = buffers;
    taken.forEach(JsonRecordWriter::clear);
    buffers = List.of();
    return taken;
  }
}
