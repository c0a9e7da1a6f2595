package dev.durableingest.runtime.sink.file;

import dev.durableingest.runtime.sink.JsonRecordWriter;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lines of one batch, encoded as they are added, one buffer a stream. */
final class FileStreamBatch implements SinkBatch {
  private final Map<String, JsonRecordWriter> buffersByResource;
  private List<JsonRecordWriter> buffers;
  private boolean isWritten;

  FileStreamBatch(Map<String, Integer> streamsByResource, List<JsonRecordWriter> buffers) {
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
  public long bytes() {
    long sum = 0;
    for (JsonRecordWriter buffer : buffers) {
      sum += buffer.length();
    }
    return sum;
  }

  @Override
  public boolean isEmpty() {
    return buffers.stream().allMatch(buffer -> buffer.length() == 0);
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
