package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.checkpoint.StoredValues;
import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.pipeline.PreviewTarget;
import dev.durableingest.runtime.sink.JsonRecordWriter;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Prints what a run would have written, one JSON object a line. Not through the console, which
 * drops what nobody reads: who reads slowly holds the preview up.
 */
final class PreviewLines implements PreviewTarget {
  private final PrintStream out;
  private final UnaryOperator<String> hide;
  private final JsonRecordWriter writer = new JsonRecordWriter();

  /**
   * @param hide takes secrets out of a text
   */
  PreviewLines(PrintStream out, UnaryOperator<String> hide) {
    this.out = out;
    this.hide = hide;
  }

  @Override
  public <R extends Record> void record(
      ResourceBinding<?, R, ?> resource, R record, Map<String, ?> checkpoints)
      throws SinkException {
    writer.clear();
    writer.write(resource.codec(), record);
    String json = new String(writer.copyFrom(0), StandardCharsets.UTF_8);
    print(
        JsonLine.untyped()
            .with("resource", resource.name())
            .with("sink", resource.target().name())
            .with("record", JsonLine.MAPPER.readTree(json))
            .with("checkpoint", checkpoint(resource.name(), checkpoints)));
  }

  @Override
  public void deadLetter(DeadLetter letter) throws SinkException {
    String message = letter.errorMessage();
    print(
        JsonLine.ofType("deadLetter")
            .with("resource", letter.resource())
            .with("stage", letter.stage())
            .with("error", letter.errorType())
            .with("message", message == null ? null : hide.apply(message)));
  }

  /** The cursor; by partition where that has a name. */
  private static @Nullable Object checkpoint(String resource, Map<String, ?> checkpoints)
      throws SinkException {
    Map<String, Object> byPartition = new LinkedHashMap<>();
    for (Map.Entry<String, ?> checkpoint : checkpoints.entrySet()) {
      String what = "A cursor of resource '" + resource + "'";
      String json = StoredValues.write(checkpoint.getValue(), what).json();
      byPartition.put(checkpoint.getKey(), JsonLine.MAPPER.readTree(json));
    }
    boolean isOne = byPartition.size() == 1 && byPartition.containsKey("");
    return byPartition.isEmpty() ? null : isOne ? byPartition.get("") : byPartition;
  }

  private void print(JsonLine line) throws SinkException {
    out.println(line);
    if (out.checkError()) {
      throw SinkException.stop("Nobody reads standard output any more: the preview ends");
    }
  }
}
