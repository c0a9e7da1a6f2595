package dev.durableingest.testkit.conformance;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.StoredValues;
import dev.durableingest.runtime.sink.JsonRecordWriter;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One event as {@code process} mapped it.
 *
 * @param resource name of its resource
 * @param cursors its cursors by partition, as JSON; empty when it carries none
 * @param values the same cursors
 * @param records its records, as JSON, as far as they are compared
 */
record Handled(
    String resource, Map<String, String> cursors, Map<String, ?> values, String records) {

  static <R extends Record, C> Handled of(
      ResourceBinding<?, R, C> binding,
      Iterable<R> records,
      Map<String, C> checkpoints,
      RecordIdentity identity)
      throws SinkException {
    JsonRecordWriter json = new JsonRecordWriter();
    for (R record : records) {
      json.writeLine(binding.codec(), record);
    }
    Map<String, String> cursors = new TreeMap<>();
    for (Map.Entry<String, C> checkpoint : checkpoints.entrySet()) {
      StoredValue stored = StoredValues.write(checkpoint.getValue(), "A cursor");
      cursors.put(checkpoint.getKey(), stored.json());
    }
    String text =
        new String(json.copyFrom(0), StandardCharsets.UTF_8)
            .lines()
            .map(line -> identity.of(binding.name(), line))
            .collect(Collectors.joining("\n"));
    return new Handled(binding.name(), cursors, checkpoints, text);
  }

  boolean hasCursor() {
    return !cursors.isEmpty();
  }

  /** Its records as {@link Trial#lines} has them. */
  List<String> lines() {
    return records.lines().map(line -> resource + ' ' + line).toList();
  }

  /** Whether it is the same event, although perhaps mapped from another payload. */
  boolean isSameAs(Handled other) {
    return resource.equals(other.resource)
        && cursors.equals(other.cursors)
        && (hasCursor() || records.equals(other.records));
  }

  /** The event, for a person: its resource and its cursor, else what it became. */
  @Override
  public String toString() {
    if (!hasCursor()) {
      return "the event of '" + resource + "' that became " + records;
    }
    StringBuilder text = new StringBuilder("the event of '" + resource + "' with the cursor");
    cursors.forEach(
        (partition, cursor) -> {
          text.append(' ').append(cursor);
          if (!partition.isEmpty()) {
            text.append(" of partition '").append(partition).append('\'');
          }
        });
    return text.toString();
  }
}
