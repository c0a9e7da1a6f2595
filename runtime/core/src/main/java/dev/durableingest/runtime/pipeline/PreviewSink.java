package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes nothing, but hands each record to a preview's target. */
final class PreviewSink implements Sink {
  private final Preview preview;

  PreviewSink(Preview preview) {
    this.preview = preview;
  }

  @Override
  public String description() {
    return "a preview";
  }

  @Override
  public SinkKind kind() {
    return SinkKind.UNDO;
  }

  @Override
  public void recover(Map<String, SinkPosition> recorded) {}

  @Override
  public SinkBatch newBatch() {
    return new Shown();
  }

  @Override
  public void write(SinkBatch batch) throws SinkException {
    for (Line line : ((Shown) batch).lines) {
      line.show();
    }
  }

  @Override
  public Map<String, SinkPosition> positions() {
    return Map.of();
  }

  @Override
  public void close() {}

  /** One record, with what it goes with. */
  private interface Line {
    void show() throws SinkException;
  }

  private final class Shown implements SinkBatch {
    private final List<Line> lines = new ArrayList<>();

    @Override
    public <R extends Record> void add(ResourceBinding<?, R, ?> resource, R record) {
      Map<String, ?> checkpoints = preview.checkpoints();
      lines.add(() -> preview.target().record(resource, record, checkpoints));
    }

    @Override
    public boolean isEmpty() {
      return lines.isEmpty();
    }
  }
}
