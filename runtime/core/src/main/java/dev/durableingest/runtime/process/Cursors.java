package dev.durableingest.runtime.process;

import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.StoredValues;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far one resource has come: its newest cursor per partition, and the events handled since that
 * carried none. Recognises events that were handled before.
 *
 * <p>Owned by the pipeline thread.
 *
 * @param <C> the cursor
 */
public final class Cursors<C> {
  private static final String UNNAMED = "";
  private static final Set<String> SAME_PARTITION = Set.of(UNNAMED);

  private final ResourceBinding<?, ?, C> resource;
  private final Map<String, Slot<C>> slots = new LinkedHashMap<>();
  private long uncursored;
  private long skip;
  private Snapshot<C> marked = new Snapshot<>(Map.of(), 0, Map.of());
  private Snapshot<C> saved = marked;
  private boolean isChanged;
  private @Nullable Map<String, Entry> entries;
  private @Nullable Map<String, C> values;

  /**
   * @param resource whose cursors these are
   * @param stored the document's entry for it; empty on a first run
   * @throws SinkException with {@code Stop} when a stored cursor cannot be read
   */
  public Cursors(ResourceBinding<?, ?, C> resource, Map<String, Entry> stored)
      throws SinkException {
    this.resource = resource;
    for (Map.Entry<String, Entry> entry : stored.entrySet()) {
      uncursored += entry.getValue().after();
      StoredValue cursor = entry.getValue().cursor();
      if (cursor != null) {
        String what = "The checkpoint of resource '" + resource.name() + "'";
        C value = StoredValues.read(cursor, resource.key().checkpointType(), what);
        slots.put(entry.getKey(), new Slot<>(value, cursor));
      }
    }
    isChanged = true;
    mark();
    markSaved();
  }

  /** A document with these cursors is drafted: {@link #markSaved} is about them alone. */
  public void mark() {
    if (isChanged) {
      marked = new Snapshot<>(copy(slots), uncursored, values());
      isChanged = false;
    }
  }

  /**
   * The document with the cursors of the last {@link #mark} is durable: {@link #rollBack} comes
   * back to them.
   */
  public void markSaved() {
    saved = marked;
  }

  /**
   * Forgets what was handled since the saved document was drafted; the events that were dropped as
   * replays stay dropped.
   */
  public void rollBack() {
    if (isChanged || marked != saved) {
      slots.clear();
      slots.putAll(copy(saved.slots()));
      uncursored = saved.uncursored();
      marked = saved;
      isChanged = false;
      entries = null;
      values = null;
    }
  }

  /**
   * The source starts again from the saved cursors. Where it then emits exactly the events after
   * them, the first ones are those that were handled without moving a cursor.
   */
  public void startAttempt() {
    // With named partitions nobody knows whose the events without a cursor were, and on replay
    // partitions may mix differently: then they are handled again rather than lost. Before the
    // first cursor nothing says that there is one partition only.
    boolean onePartition = slots.size() == 1 && slots.containsKey("");
    boolean exact = resource.replay() == Replay.FROM_CHECKPOINT && resource.isReplayable();
    skip = onePartition && exact ? uncursored : 0;
    // What is not skipped is handled again, and counts again.
    uncursored = skip;
    saved = new Snapshot<>(saved.slots(), skip, saved.values());
    marked = saved;
    isChanged = true;
  }

  /** How many of the next events without a cursor were handled before, and are to be dropped. */
  public long skip() {
    return skip;
  }

  /** Goes on with an attempt in which so many of the next events were handled before. */
  public void resumeAttempt(long skipped) {
    skip = skipped;
  }

  /**
   * Whether an event was handled before and comes again; then it is to be dropped.
   *
   * @param checkpoints the cursors that it carries; a bad event carries none
   */
  public boolean isReplay(Map<String, C> checkpoints) {
    // What had no cursor then may have one now: somebody has mended the resource in between.
    if (skip > 0 && SAME_PARTITION.containsAll(checkpoints.keySet())) {
      skip--;
      return true;
    }
    if (checkpoints.isEmpty()) {
      return false;
    }
    skip = 0;
    if (!resource.hasComparableCursor()) {
      return false;
    }
    C only = unnamed(checkpoints);
    if (only != null) {
      return isOld(UNNAMED, only);
    }
    for (Map.Entry<String, C> checkpoint : checkpoints.entrySet()) {
      if (!isOld(checkpoint.getKey(), checkpoint.getValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean isOld(String partition, C cursor) {
    Slot<C> slot = slots.get(partition);
    return slot != null && compare(cursor, slot.value) <= 0;
  }

  /**
   * The cursor of an event that carries that of the unnamed partition alone, as most do: without
   * walking the map, which would cost them more than the cursor itself.
   */
  private @Nullable C unnamed(Map<String, C> checkpoints) {
    return checkpoints.size() == 1 ? checkpoints.get(UNNAMED) : null;
  }

  /** An event was handled. */
  public void advance(Map<String, C> checkpoints) {
    entries = null;
    isChanged = true;
    if (checkpoints.isEmpty()) {
      uncursored++;
      return;
    }
    values = null;
    uncursored = 0;
    C only = unnamed(checkpoints);
    if (only != null) {
      advance(UNNAMED, only);
    } else {
      checkpoints.forEach(this::advance);
    }
  }

  private void advance(String partition, C cursor) {
    Slot<C> slot = slots.get(partition);
    if (slot == null) {
      slots.put(partition, new Slot<>(cursor, null));
    } else if (!resource.hasComparableCursor() || compare(cursor, slot.value) > 0) {
      slot.value = cursor;
      slot.stored = null;
    }
  }

  /**
   * The document's entry: cursors by partition, in their stored form.
   *
   * @throws SinkException with {@code Stop} when a cursor has no stored form
   */
  public Map<String, Entry> entries() throws SinkException {
    Map<String, Entry> known = entries;
    if (known != null) {
      return known;
    }
    Map<String, Entry> made = new LinkedHashMap<>();
    for (Map.Entry<String, Slot<C>> slot : slots.entrySet()) {
      made.put(slot.getKey(), new Entry(slot.getValue().stored(resource.name()), 0));
    }
    if (uncursored > 0) {
      Entry unnamed = made.getOrDefault("", new Entry(null, 0));
      made.put("", new Entry(unnamed.cursor(), uncursored));
    }
    entries = Collections.unmodifiableMap(made);
    return made;
  }

  /** The cursors of the saved document by partition; immutable. */
  public Map<String, C> savedValues() {
    return saved.values();
  }

  private Map<String, C> values() {
    Map<String, C> known = values;
    if (known != null) {
      return known;
    }
    Map<String, C> made = new LinkedHashMap<>();
    slots.forEach((partition, slot) -> made.put(partition, slot.value));
    values = Collections.unmodifiableMap(made);
    return values;
  }

  /** How far it had come at some moment; never changed. */
  private record Snapshot<C>(Map<String, Slot<C>> slots, long uncursored, Map<String, C> values) {}

  private static <C> Map<String, Slot<C>> copy(Map<String, Slot<C>> slots) {
    Map<String, Slot<C>> copy = new LinkedHashMap<>();
    slots.forEach((partition, slot) -> copy.put(partition, new Slot<>(slot.value, slot.stored)));
    return copy;
  }

  @SuppressWarnings("unchecked") // only called where C is Comparable, which is Comparable<C>
  private int compare(C one, C other) {
    return ((Comparable<C>) one).compareTo(other);
  }

  /** The newest cursor of a partition, and its stored form once that was needed. */
  private static final class Slot<C> {
    private C value;
    private @Nullable StoredValue stored;

    Slot(C value, @Nullable StoredValue stored) {
      this.value = value;
      this.stored = stored;
    }

    StoredValue stored(String resource) throws SinkException {
      StoredValue known = stored;
      if (known == null) {
        known = StoredValues.write(value, "A cursor of resource '" + resource + "'");
        stored = known;
      }
      return known;
    }
  }
}
