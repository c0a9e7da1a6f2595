package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.DeadLetters;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.JournalMark;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Starts;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.UsedBudget;
import dev.durableingest.runtime.checkpoint.StoredValues;
import dev.durableingest.runtime.process.Cursors;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the pipeline has come: the last saved document, and what has changed since. Owned by the
 * pipeline thread; {@link #savedView} and {@link #savedRevision} may be read by any.
 */
final class Ledger {
  /** What stands in the place of the partition, in the gap of events that were dropped. */
  private static final String DROPPED = "(dropped: the journal was full)";

  private final Map<String, Cursors<?>> cursors = new LinkedHashMap<>();
  private final LastFound<ResourceBinding<?, ?, ?>, Cursors<?>> lastCursors =
      new LastFound<>(this::cursorsOf);
  private final Map<Long, Gap> gaps = new TreeMap<>();
  private final Map<String, Long> ahead = new TreeMap<>();
  private final List<Gap> closed = new ArrayList<>();
  private CheckpointDocument saved;
  private volatile SavedView savedView;
  private volatile long savedRevision;
  private long events;
  private long nextGap;
  private @Nullable StoredValue position;
  private final LetterCounts letterCounts;
  private long letters;
  private @Nullable String journal;
  private long journalSequence;
  private boolean isJournalDrained;
  private Starts starts = Starts.NONE;
  private Starts startsOnProgress = Starts.NONE;

  /**
   * @param letterWindow how many events a window of the dead letters' budget has
   * @throws SinkException with {@code Stop} when a stored cursor cannot be read
   */
  Ledger(CheckpointDocument document, List<ResourceBinding<?, ?, ?>> resources, long letterWindow)
      throws SinkException {
    letterCounts = new LetterCounts(letterWindow);
    for (ResourceBinding<?, ?, ?> resource : resources) {
      Map<String, Entry> stored = document.entries().getOrDefault(resource.name(), Map.of());
      cursors.put(resource.name(), new Cursors<>(resource, stored));
    }
    saved = document;
    readSaved();
    JournalMark mark = document.journal();
    if (mark != null) {
      mark.skips().forEach(this::resumeAttempt);
    }
    savedView = view(document);
    savedRevision = document.revision();
  }

  private void readSaved() {
    closed.clear();
    gaps.clear();
    saved.gaps().forEach(gap -> gaps.put(gap.id(), gap));
    events = saved.events();
    nextGap = saved.nextGap();
    position = saved.position();
    letters = saved.deadLetters().count();
    letterCounts.restore(saved.deadLetters().used());
    journalSequence = savedJournalSequence();
    ahead.clear();
    if (saved.journal() != null) {
      ahead.putAll(saved.journal().ahead());
    }
    starts = saved.starts();
  }

  /** Forgets what was handled since the last saved document: it is handled again. */
  void rollBack() {
    cursors.values().forEach(Cursors::rollBack);
    readSaved();
  }

  /** The source starts again from the saved document; everything before is committed. */
  void startAttempt() {
    cursors.forEach(
        (resource, own) -> {
          // What was handled ahead of this start, and after it, has moved on from there.
          if (!isAhead(resource, journalSequence + 1)) {
            own.startAttempt();
          }
        });
  }

  @SuppressWarnings("unchecked") // made for this very binding
  <C> Cursors<C> cursors(ResourceBinding<?, ?, C> resource) {
    return (Cursors<C>) lastCursors.get(resource);
  }

  private Cursors<?> cursorsOf(ResourceBinding<?, ?, ?> resource) {
    Cursors<?> own = cursors.get(resource.name());
    if (own == null) {
      throw new IllegalArgumentException("Not a resource of this pipeline: " + resource.name());
    }
    return own;
  }

  /** From now on everything comes through this journal. */
  void journalIn(String identity) {
    journal = identity;
  }

  /** An item of the journal was handled. */
  void passJournal(long sequence) {
    if (journal != null) {
      journalSequence = sequence;
      ahead.values().removeIf(last -> last <= sequence);
    }
  }

  /** An item of a resource was handled, though items of others before it were not. */
  void passJournalAhead(String resource, long sequence) {
    ahead.put(resource, sequence);
  }

  /** Whether an item of a resource was handled before items of others that came earlier. */
  boolean isAhead(@Nullable String resource, long sequence) {
    return resource != null && sequence <= ahead.getOrDefault(resource, 0L);
  }

  /** The journal holds nothing that is not handled, and nothing more comes. */
  void drainJournal() {
    isJournalDrained = true;
  }

  /** One more event of a resource was handled; the name is empty where it has none. */
  void countEvent(String resource) {
    events++;
    letterCounts.countEvent(resource);
  }

  /** An event of a resource was handled that is no dead letter. */
  void countGoodEvent(String resource) {
    letterCounts.countGoodEvent(resource);
  }

  /**
   * An event of a resource is set aside; the name is empty where it has none.
   *
   * @return the number of its letter
   */
  long countDeadLetter(String resource) {
    letterCounts.countLetter(resource);
    return ++letters;
  }

  /** Somebody has dealt with dead letters: the budget is whole again. */
  void forgiveDeadLetters() {
    letterCounts.forgive();
  }

  /** What was used of the dead letter budget of a resource. */
  UsedBudget usedBudget(String resource) {
    return letterCounts.used(resource);
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

  /** The same, for a position in its stored form. */
  void moveTo(StoredValue storedPosition) {
    position = storedPosition;
  }

  /** The newest position of the source, or null. */
  @Nullable StoredValue position() {
    return position;
  }

  /**
   * Events that nobody can send again were dropped. All such losses of a resource are one gap,
   * which counts them: it grows, and nothing fills it.
   */
  void countDropped(String resource, long count) {
    Gap known =
        gaps.values().stream()
            .filter(gap -> gap.resource().equals(resource) && gap.partition().equals(DROPPED))
            .findFirst()
            .orElse(null);
    // Below zero, so that it never is the id of one that the source has found meanwhile.
    long newId = Math.min(0, gaps.keySet().stream().mapToLong(Long::longValue).min().orElse(0)) - 1;
    long id = known == null ? newId : known.id();
    long before = known == null ? 0 : known.to();
    open(new Gap(id, resource, DROPPED, 1, before + count, 1));
  }

  /** Id of the next gap. */
  long nextGap() {
    return nextGap;
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
          if (filled.isClosed()) {
            closed.add(filled);
            return null;
          }
          return filled;
        });
  }

  /** The gaps closed since this was asked last; they go with the document drafted last. */
  List<Gap> takeClosed() {
    List<Gap> taken = List.copyOf(closed);
    closed.clear();
    return taken;
  }

  /**
   * Drafts the document that says all that was handled so far. What is handled from now on is
   * none of its business. The one drafted before is saved, or rolled back.
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
      own.getValue().mark();
    }
    Map<String, SinkPosition> sinks = new TreeMap<>(saved.sinks());
    sinks.putAll(positions);
    requireGrown("events", saved.events(), events);
    requireGrown("journal items", sequenceOf(saved.journal()), journalSequence);
    requireGrown("dead letters", saved.deadLetters().count(), letters);
    return saved
        .toNext()
        .events(events)
        .writtenAt(now)
        .position(position)
        .entries(entries)
        .sinks(sinks)
        .deadLetters(new DeadLetters(lettersEnd, letters, letterCounts.used()))
        .gaps(List.copyOf(gaps.values()))
        .nextGap(nextGap)
        .starts(hasProgress() ? startsOnProgress : starts)
        .journal(journalMark())
        .build();
  }

  private boolean hasProgress() {
    return events > saved.events() || !Objects.equals(position, saved.position());
  }

  /** The document that {@link #next} made last is durable; what was handled since then is not. */
  void saved(CheckpointDocument document) {
    saved = document;
    starts = document.starts();
    cursors.values().forEach(Cursors::markSaved);
    savedView = view(document);
    savedRevision = document.revision();
  }

  /** A document was saved that says of the saved one only that the run has ended. */
  void ended(CheckpointDocument document) {
    savedRevision = document.revision();
  }

  /** Number of the document that is stored. Any thread. */
  long savedRevision() {
    return savedRevision;
  }

  /** The last saved document. */
  CheckpointDocument saved() {
    return saved;
  }

  /** The last saved document, as the source sees it. */
  SavedView savedView() {
    return savedView;
  }

  /** Number of the last item of the journal that the saved document has passed. */
  long savedJournalSequence() {
    return sequenceOf(saved.journal());
  }

  private static long sequenceOf(@Nullable JournalMark mark) {
    return mark == null ? 0 : mark.sequence();
  }

  private @Nullable JournalMark journalMark() {
    if (journal == null) {
      return saved.journal();
    }
    Map<String, Long> skips = new LinkedHashMap<>();
    cursors.forEach((resource, own) -> skips.put(resource, own.skip()));
    skips.values().removeIf(skip -> skip == 0);
    return new JournalMark(journal, journalSequence, isJournalDrained, skips, ahead);
  }

  private void resumeAttempt(String resource, long skip) {
    Cursors<?> own = cursors.get(resource);
    if (own != null) {
      own.resumeAttempt(skip);
    }
  }

  private SavedView view(CheckpointDocument document) {
    Map<String, Map<String, ?>> values = new LinkedHashMap<>();
    cursors.forEach((resource, own) -> values.put(resource, own.savedValues()));
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
