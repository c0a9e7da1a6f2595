package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Starts;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.StoredValues;
import dev.durableingest.runtime.process.Cursors;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the pipeline has come: the last saved document, and what has changed since. Owned by the
 * pipeline thread; {@link #savedView} may be read by any.
 */
final class Ledger {
  private final Map<String, Cursors<?>> cursors = new LinkedHashMap<>();
  private final Map<Long, Gap> gaps = new TreeMap<>();
  private CheckpointDocument saved;
  private volatile SavedView savedView;
  private long events;
  private long nextGap;
  private @Nullable StoredValue position;
  private final long letterWindow;
  private long letters;
  private long lettersInRow;
  private long lettersInWindow;
  private Starts starts = Starts.NONE;
  private Starts startsOnProgress = Starts.NONE;

  /**
   * @param letterWindow how many events a window of the dead letters' budget has
   * @throws SinkException with {@code Stop} when a stored cursor cannot be read
   */
  Ledger(CheckpointDocument document, List<ResourceBinding<?, ?, ?>> resources, long letterWindow)
      throws SinkException {
    this.letterWindow = letterWindow;
    for (ResourceBinding<?, ?, ?> resource : resources) {
      Map<String, Entry> stored = document.entries().getOrDefault(resource.name(), Map.of());
      cursors.put(resource.name(), new Cursors<>(resource, stored));
    }
    saved = document;
    readSaved();
    savedView = view(document);
  }

  private void readSaved() {
    gaps.clear();
    saved.gaps().forEach(gap -> gaps.put(gap.id(), gap));
    events = saved.events();
    nextGap = saved.nextGap();
    position = saved.position();
    letters = saved.deadLetters().count();
    lettersInRow = saved.deadLetters().inRow();
    lettersInWindow = saved.deadLetters().inWindow();
    starts = saved.starts();
  }

  /** Forgets what was handled since the last saved document: it is handled again. */
  void rollBack() {
    cursors.values().forEach(Cursors::rollBack);
    readSaved();
  }

  /** The source starts again from the saved document; everything before is committed. */
  void startAttempt() {
    cursors.values().forEach(Cursors::startAttempt);
  }

  @SuppressWarnings("unchecked") // made for this very binding
  <C> Cursors<C> cursors(ResourceBinding<?, ?, C> resource) {
    Cursors<?> own = cursors.get(resource.name());
    if (own == null) {
      throw new IllegalArgumentException("Not a resource of this pipeline: " + resource.name());
    }
    return (Cursors<C>) own;
  }

  /** One more event was handled. */
  void countEvent() {
    events++;
    if (events % letterWindow == 0) {
      lettersInWindow = 0;
    }
  }

  /** An event was handled that is no dead letter. */
  void countGoodEvent() {
    lettersInRow = 0;
  }

  /**
   * An event is set aside.
   *
   * @return the number of its letter
   */
  long countDeadLetter() {
    lettersInRow++;
    lettersInWindow++;
    return ++letters;
  }

  /** Somebody has dealt with dead letters: the budget is whole again. */
  void forgiveDeadLetters() {
    lettersInRow = 0;
    lettersInWindow = 0;
  }

  /** Dead letters since the last good event. */
  long lettersInRow() {
    return lettersInRow;
  }

  /** Dead letters in the current window. */
  long lettersInWindow() {
    return lettersInWindow;
  }

  /**
   * What the next document says about starts.
   *
   * @param next when it says nothing else that is new
   * @param onProgress when there is progress
   */
  void starts(Starts next, Starts onProgress) {
    starts = next;
    startsOnProgress = onProgress;
  }

  /**
   * Everything handled so far is all there was up to this point of the source.
   *
   * @throws SinkException with {@code Stop} when the position has no stored form
   */
  void moveTo(Object newPosition) throws SinkException {
    position = StoredValues.write(newPosition, "The position of the source");
  }

  /** The newest position of the source, or null. */
  @Nullable StoredValue position() {
    return position;
  }

  /** A hole is known. */
  void open(Gap gap) {
    gaps.put(gap.id(), gap);
    nextGap = Math.max(nextGap, gap.id() + 1);
  }

  /** Whether an event of a gap is still missing. */
  boolean isMissing(long gapId, long ordinal) {
    Gap gap = gaps.get(gapId);
    return gap != null && ordinal >= gap.next();
  }

  /** An event of a gap was handled; all before it were, too. */
  void fill(long gapId, long ordinal) {
    gaps.computeIfPresent(
        gapId,
        (id, gap) -> {
          Gap filled =
              new Gap(id, gap.resource(), gap.partition(), gap.from(), gap.to(), ordinal + 1);
          return filled.isClosed() ? null : filled;
        });
  }

  /**
   * The document that says all that was handled so far.
   *
   * @param positions where the sinks end
   * @param lettersEnd where the dead letters end
   * @throws SinkException with {@code Stop} when a cursor has no stored form
   */
  CheckpointDocument next(Instant now, Map<String, SinkPosition> positions, SinkPosition lettersEnd)
      throws SinkException {
    Map<String, Map<String, Entry>> entries = new LinkedHashMap<>(saved.entries());
    for (Map.Entry<String, Cursors<?>> own : cursors.entrySet()) {
      Map<String, Entry> made = own.getValue().entries();
      if (!made.isEmpty()) {
        entries.put(own.getKey(), made);
      }
    }
    Map<String, SinkPosition> sinks = new TreeMap<>(saved.sinks());
    sinks.putAll(positions);
    requireGrown("events", saved.events(), events);
    requireGrown("dead letters", saved.deadLetters().count(), letters);
    return new CheckpointDocument(
        saved.pipeline(),
        saved.incarnation(),
        saved.revision() + 1,
        saved.epoch(),
        saved.owner(),
        events,
        now,
        position,
        entries,
        sinks,
        new DeadLetters(lettersEnd, letters, lettersInRow, lettersInWindow),
        List.copyOf(gaps.values()),
        nextGap,
        hasProgress() ? startsOnProgress : starts);
  }

  private boolean hasProgress() {
    return events > saved.events() || !Objects.equals(position, saved.position());
  }

  /** A document that {@link #next} made is durable. */
  void saved(CheckpointDocument document) {
    saved = document;
    starts = document.starts();
    cursors.values().forEach(Cursors::markSaved);
    savedView = view(document);
  }

  /** The last saved document. */
  CheckpointDocument saved() {
    return saved;
  }

  /** The last saved document, as the source sees it. */
  SavedView savedView() {
    return savedView;
  }

  private SavedView view(CheckpointDocument document) {
    Map<String, Map<String, ?>> values = new LinkedHashMap<>();
    cursors.forEach((resource, own) -> values.put(resource, own.values()));
    return new SavedView(
        document.revision(), document.events(), document.position(), values, document.gaps());
  }

  private static void requireGrown(String what, long before, long after) {
    if (after < before) {
      throw new IllegalStateException(
          "The number of " + what + " would fall from " + before + " to " + after);
    }
  }
}
