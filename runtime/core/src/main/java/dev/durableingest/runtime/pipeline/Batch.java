package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.deadletter.DeadLetter;
import dev.durableingest.runtime.deadletter.DeadLetterMark;
import dev.durableingest.runtime.sink.Sink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.source.QueueItem;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events handled since the last commit: their records, encoded, and their dead letters. */
final class Batch {
  private final Map<Sink, SinkBatch> parts;
  private final SinkBatch[] allParts; // what is asked for each event does not walk a map
  private final LastFound<ResourceBinding<?, ?, ?>, SinkBatch> lastPart;
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final List<DeadLetterMark> marks = new ArrayList<>();
  private final List<QueueItem> items = new ArrayList<>();
  private final Map<QueueItem, Long> numbers = new IdentityHashMap<>(0);
  private long lastNumber;
  private long events;
  private long records;
  private long bytes;
  private long oldestNanos;
  private boolean isTouched;

  private Batch(Destinations destinations, Map<Sink, SinkBatch> parts) {
    this.lastPart = new LastFound<>(resource -> part(destinations.sinkOf(resource)));
    this.parts = parts;
    this.allParts = parts.values().toArray(SinkBatch[]::new);
  }

  static Batch open(Destinations destinations) {
    Map<Sink, SinkBatch> parts = new HashMap<>();
    destinations.all().forEach(sink -> parts.put(sink, sink.newBatch()));
    return new Batch(destinations, parts);
  }

  /** A batch that an earlier process could not commit; holds no items, since it is not split. */
  static Batch again(
      Destinations destinations, Map<Sink, SinkBatch> parts, List<DeadLetter> letters) {
    Batch batch = new Batch(destinations, parts);
    batch.deadLetters.addAll(letters);
    return batch;
  }

  /** Ends it: nothing is added any more. */
  void seal(String token) {
    parts.values().forEach(part -> part.seal(token));
  }

  /** Whether a sink could not take much more in one write. */
  boolean isFull() {
    for (SinkBatch part : allParts) {
      if (part.isFull()) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is nothing to write, to a sink or to the dead letters. */
  boolean writesNothing() {
    return deadLetters.isEmpty() && parts.values().stream().allMatch(SinkBatch::isEmpty);
  }

  /** Adds the records of one event. */
  <R extends Record> void add(ResourceBinding<?, R, ?> resource, List<R> eventRecords) {
    if (eventRecords.isEmpty()) {
      return;
    }
    SinkBatch part = lastPart.get(resource);
    for (R record : eventRecords) {
      part.add(resource, record);
    }
    records += eventRecords.size();
  }

  /** Adds an event that is set aside. */
  void add(DeadLetter letter) {
    deadLetters.add(letter);
  }

  /** Adds what was done with a letter of before. */
  void add(DeadLetterMark mark) {
    marks.add(mark);
  }

  List<DeadLetterMark> marks() {
    return marks;
  }

  /** An event belongs to this batch, whatever became of it. */
  void count(QueueItem event, long emittedNanos) {
    if (events == 0) {
      oldestNanos = emittedNanos;
    }
    events++;
    bytes += event.bytes();
    items.add(event);
  }

  /** Whether this very item was the last to be counted. */
  boolean endsWith(QueueItem item) {
    return !items.isEmpty() && items.get(items.size() - 1) == item;
  }

  /** Something that is no event, such as a position, is to be saved with this batch. */
  void touch(QueueItem item, long nowNanos) {
    if (items.isEmpty()) {
      oldestNanos = nowNanos;
    }
    items.add(item);
  }

  /** There is something to save with this batch, though nothing that could be handled again. */
  void touch(long nowNanos) {
    if (isEmpty()) {
      oldestNanos = nowNanos;
    }
    isTouched = true;
  }

  /** An item has this number in the journal, and all up to it are in this batch or before it. */
  void number(QueueItem item, long sequence) {
    numbers.put(item, sequence);
    lastNumber = sequence;
  }

  /** The number of an item in the journal; null where there is none. */
  @Nullable Long numberOf(QueueItem item) {
    return numbers.get(item);
  }

  /** The number in the journal of the item that came last, whatever became of it. */
  long lastNumber() {
    return lastNumber;
  }

  SinkBatch part(Sink sink) {
    SinkBatch part = parts.get(sink);
    if (part == null) {
      throw new IllegalArgumentException("Not a sink of this run: " + sink.description());
    }
    return part;
  }

  List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  /**
   * What was handled, in order: what is handled again, in pieces, when a sink refuses the whole.
   */
  List<QueueItem> items() {
    return items;
  }

  /** Whether there is nothing to save. */
  boolean isEmpty() {
    return items.isEmpty() && !isTouched;
  }

  long events() {
    return events;
  }

  long records() {
    return records;
  }

  /** About how many bytes it keeps: of payloads, or of encoded records, whichever are more. */
  long bytes() {
    long encoded = 0;
    for (SinkBatch part : allParts) {
      encoded += part.bytes();
    }
    return Math.max(bytes, encoded);
  }

  /** When its first event was emitted, by the measuring clock. */
  long oldestNanos() {
    return oldestNanos;
  }
}
