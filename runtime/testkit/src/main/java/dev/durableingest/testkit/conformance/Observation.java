package dev.durableingest.testkit.conformance;

import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of a connector over all its lives on one upstream, and what its author did wrong
 * according to it. Thread-safe.
 */
final class Observation {
  private final Map<String, ResourceBinding<?, ?, ?>> resources = new HashMap<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private final Set<String> durable = new HashSet<>();
  // Of this life and not known to be durable, in order.
  private final List<Handled> life = new ArrayList<>();
  // Per partition the first event that the last crash took back.
  private final Map<String, Handled> takenBack = new HashMap<>();
  private final Set<String> withoutCursor = new HashSet<>();
  // They move no cursor, so they may come again.
  private final Set<String> bad = new HashSet<>();
  // Of this attempt, by cursor and by partition.
  private final Map<String, Handled> byCursor = new HashMap<>();
  private final Map<String, Handled> newest = new HashMap<>();

  Observation(Iterable<ResourceBinding<?, ?, ?>> resources) {
    resources.forEach(resource -> this.resources.put(resource.name(), resource));
  }

  /** Something is wrong. */
  synchronized void problem(String text) {
    problems.add(text);
  }

  /** What is wrong so far, in the order in which it was found. */
  synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  /** The source is started (again); what an earlier attempt of this life emitted is saved. */
  synchronized void startAttempt() {
    life.forEach(event -> durable.add(key(event)));
    life.clear();
    byCursor.clear();
    newest.clear();
  }

  /**
   * An event was mapped.
   *
   * @return whether it is another one than those that are durable
   */
  synchronized boolean see(Handled event) {
    String key = key(event);
    if (bad.contains(key)) {
      return true;
    }
    if (event.hasCursor()) {
      checkCursorIsItsOwn(event);
      if (durable.contains(key)) {
        checkMayOverlap(event);
        return false;
      }
      checkNothingIsLeftOut(event);
      checkGrowth(event);
    } else {
      withoutCursor.addAll(event.lines());
      if (durable.contains(key)) {
        return false;
      }
    }
    life.add(event);
    return true;
  }

  /** An event that was seen just now could not be mapped after all. */
  synchronized void setAside(Handled event) {
    life.remove(event);
    bad.add(key(event));
  }

  /** Whether a line of a stream is of an event without a cursor. */
  synchronized boolean cameWithoutCursor(String line) {
    return withoutCursor.contains(line);
  }

  /**
   * The life is over, and this is what it has saved.
   *
   * @param lines what is in the streams: of an event without a cursor the document does not tell
   *     whether it is saved
   */
  synchronized void endLife(CheckpointDocument document, Set<String> lines) {
    takenBack.clear();
    Set<String> saved = new HashSet<>();
    for (int i = life.size() - 1; i >= 0; i--) {
      Handled event = life.get(i);
      if (!event.hasCursor() && lines.containsAll(event.lines())) {
        durable.add(key(event));
      }
      event
          .cursors()
          .forEach(
              (partition, cursor) -> {
                String place = place(event, partition);
                if (cursor.equals(savedCursor(document, event.resource(), partition))) {
                  saved.add(place);
                }
                if (saved.contains(place)) {
                  durable.add(key(event));
                } else {
                  takenBack.put(place, event);
                }
              });
    }
    life.clear();
    byCursor.clear();
    newest.clear();
  }

  private void checkCursorIsItsOwn(Handled event) {
    Handled earlier = byCursor.put(event.resource() + event.cursors(), event);
    if (earlier == null || mayShareCursors(event)) {
      return;
    }
    if (!earlier.records().equals(event.records())) {
      problem(
          "Two events share one cursor: "
              + event
              + " is the second after "
              + earlier.records()
              + ". After a crash between them the source cannot go on with the second: it is lost,"
              + " or the first comes twice. Give each event a cursor of its own, such as the place"
              + " of its transaction and its index in it.");
    } else if (isExact(event)) {
      problem(
          "The source emitted "
              + event
              + " twice in one call of run. Its resource says FROM_CHECKPOINT: emit each event"
              + " once, or declare replay = OVERLAPPING.");
    }
  }

  private void checkMayOverlap(Handled event) {
    if (isExact(event)) {
      problem(
          "When it was started again, the source emitted "
              + event
              + ", which was saved. Its resource says replay = FROM_CHECKPOINT: resume behind the"
              + " cursor that context.checkpoint returns (greater than it, not equal to it), or"
              + " declare replay = OVERLAPPING.");
    }
  }

  private void checkNothingIsLeftOut(Handled event) {
    for (String partition : event.cursors().keySet()) {
      Handled first = takenBack.remove(place(event, partition));
      if (first != null && !key(first).equals(key(event))) {
        problem(
            "There is a hole: after a crash the source went on with "
                + event
                + ", but the checkpoint said that "
                + first
                + " was still to come. Resume with the first event behind the cursor that"
                + " context.checkpoint returns, keep no place of your own anywhere, and tell the"
                + " upstream what it may forget only in onCheckpointed.");
      }
    }
  }

  private void checkGrowth(Handled event) {
    if (!isExact(event) || !binding(event).hasComparableCursor()) {
      return;
    }
    for (String partition : event.cursors().keySet()) {
      Handled before = newest.put(place(event, partition), event);
      if (before != null && compare(before, event, partition) >= 0) {
        problem(
            "Cursors do not grow: "
                + event
                + " came after "
                + before
                + ", and compareTo says that it is not greater. The runtime takes such an event for"
                + " a replay and drops it.");
      }
    }
  }

  @SuppressWarnings("unchecked") // only asked where the cursor is comparable to itself
  private static int compare(Handled before, Handled event, String partition) {
    Object one = before.values().get(partition);
    Object other = event.values().get(partition);
    return one == null || other == null ? -1 : ((Comparable<Object>) one).compareTo(other);
  }

  private static @Nullable String savedCursor(
      CheckpointDocument document, String resource, String partition) {
    Entry entry = document.entries().getOrDefault(resource, Map.of()).get(partition);
    return entry == null || entry.cursor() == null ? null : entry.cursor().json();
  }

  private String key(Handled event) {
    boolean byRecords = !event.hasCursor() || mayShareCursors(event);
    return event.resource() + event.cursors() + (byRecords ? event.records() : "");
  }

  private static String place(Handled event, String partition) {
    return event.resource() + '/' + partition;
  }

  private boolean isExact(Handled event) {
    return binding(event).replay() == Replay.FROM_CHECKPOINT;
  }

  /** Where replays are neither exact nor recognised, events are handled again rather than lost. */
  private boolean mayShareCursors(Handled event) {
    return !isExact(event) && !binding(event).hasComparableCursor();
  }

  private ResourceBinding<?, ?, ?> binding(Handled event) {
    ResourceBinding<?, ?, ?> binding = resources.get(event.resource());
    if (binding == null) {
      throw new IllegalStateException("Not a resource of this source: " + event.resource());
    }
    return binding;
  }
}
