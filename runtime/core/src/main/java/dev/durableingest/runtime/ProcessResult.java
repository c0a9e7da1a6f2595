package dev.durableingest.runtime;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one event became: any number of records, and the cursors that may be saved once the records
 * are durable. Immutable.
 *
 * @param <R> the record that the sink stores
 * @param <C> the cursor
 */
public final class ProcessResult<R extends Record, C> {
  private static final ProcessResult<?, ?> NONE = new ProcessResult<>(List.of(), Map.of());

  private final List<R> records;
  private final Map<String, C> checkpoints;

  private ProcessResult(List<R> records, Map<String, C> checkpoints) {
    this.records = records;
    this.checkpoints = checkpoints;
  }

  /** One record, without a cursor yet. */
  public static <R extends Record, C> ProcessResult<R, C> of(R record) {
    return new ProcessResult<>(List.of(record), Map.of());
  }

  /** The records of one event, written together, in this order. */
  public static <R extends Record, C> ProcessResult<R, C> of(List<R> records) {
    return new ProcessResult<>(List.copyOf(records), Map.of());
  }

  /** Nothing to write; the event is handled. The same as returning null. */
  @SuppressWarnings("unchecked")
  public static <R extends Record, C> ProcessResult<R, C> none() {
    return (ProcessResult<R, C>) NONE;
  }

  /** Nothing to write, but the cursor moves. */
  public static <R extends Record, C> ProcessResult<R, C> none(C checkpoint) {
    return none("", checkpoint);
  }

  /** Nothing to write, but the cursor of this partition moves. */
  public static <R extends Record, C> ProcessResult<R, C> none(String partition, C checkpoint) {
    return ProcessResult.<R, C>none().withCheckpoint(partition, checkpoint);
  }

  /** The same records with the cursor of the partition {@code ""}. */
  public <D> ProcessResult<R, D> withCheckpoint(D checkpoint) {
    return withCheckpoint("", checkpoint);
  }

  /**
   * The same records with the cursor of a partition. A second call for another partition adds, for
   * the same one replaces.
   */
  @SuppressWarnings("unchecked") // the cursors already held were given with the same type argument
  public <D> ProcessResult<R, D> withCheckpoint(String partition, D checkpoint) {
    Objects.requireNonNull(partition, "partition");
    Objects.requireNonNull(checkpoint, "checkpoint");
    if (checkpoints.isEmpty()) {
      return new ProcessResult<>(records, Map.of(partition, checkpoint));
    }
    Map<String, D> all = new LinkedHashMap<>((Map<String, D>) checkpoints);
    all.put(partition, checkpoint);
    return new ProcessResult<>(records, Collections.unmodifiableMap(all));
  }

  /** The records to write, in order. */
  public List<R> records() {
    return records;
  }

  /** The cursors by partition; empty when the event carries none. */
  public Map<String, C> checkpoints() {
    return checkpoints;
  }

  @Override
  public String toString() {
    return "ProcessResult[records=" + records + ", checkpoints=" + checkpoints + "]";
  }
}
