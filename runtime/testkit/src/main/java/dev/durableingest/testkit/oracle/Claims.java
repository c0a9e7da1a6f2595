package dev.durableingest.testkit.oracle;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.testkit.world.LogEvent;
import dev.durableingest.testkit.world.LogEvent.Kind;
import dev.durableingest.testkit.world.Plan;
import dev.durableingest.testkit.world.Plan.Style;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which events a document says are handled, so that a restart does not bring them again, and which
 * are recognised when one does.
 */
final class Claims {
  private final Plan plan;

  Claims(Plan plan) {
    this.plan = plan;
  }

  /** Whether the document says that an event of a replayable resource is handled. */
  boolean isClaimed(CheckpointDocument document, LogEvent event) {
    if (!plan.isReplayable(event.resource())) {
      return false;
    }
    StoredValue position = document.position();
    if (position != null && position(document) >= event.id()) {
      return true;
    }
    Map<String, Entry> entries =
        document.entries().getOrDefault(Plan.nameOf(event.resource()), Map.of());
    Entry entry = entries.get(event.partition());
    if (entry == null) {
      return false;
    }
    StoredValue cursor = entry.cursor();
    int last = cursor == null ? 0 : number(cursor.json(), 0);
    if (cursor != null && isUpTo(cursor, event)) {
      return true;
    }
    boolean exact = plan.style() == Style.EXACT || plan.style() == Style.LIVE;
    boolean isCounted =
        exact
            && cursor != null
            && isAlone(event)
            && event.kind() != Kind.REJECTED
            && !plan.hole().contains(event.id());
    return isCounted && rank(event, last) <= entry.after();
  }

  /**
   * Whether a replay of an event can be recognised: it carries a cursor, or its resource is exact
   * and has one partition, so that counting from the last cursor on is enough. What the source
   * could not decode is not counted at all.
   */
  boolean isRecognised(LogEvent event) {
    boolean isJournaled = plan.isJournaled() && !plan.isReplayable(event.resource());
    if (plan.isMarked(event) || (isJournaled && event.kind() != Kind.REJECTED)) {
      return true;
    }
    boolean counted = isExact(event.resource()) && isAlone(event);
    return switch (event.kind()) {
      case RECORD, FANOUT, DROPPED, DROPPED_MARKED, REFUSED -> counted;
      case UNMARKED, POISON, FATAL -> counted && hasMarkedBefore(event);
      case REJECTED -> false;
    };
  }

  private boolean isExact(int resource) {
    return plan.style() == Style.EXACT || (plan.style() == Style.LIVE && resource == 0);
  }

  private boolean hasMarkedBefore(LogEvent event) {
    for (LogEvent other : plan.log()) {
      if (other.id() < event.id()
          && other.resource() == event.resource()
          && plan.isMarked(other)
          && !plan.hole().contains(other.id())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a document knows that an event is missing, although a cursor has passed it. */
  static boolean isInGap(CheckpointDocument document, LogEvent event) {
    for (Gap gap : document.gaps()) {
      if (gap.resource().equals(Plan.nameOf(event.resource()))
          && event.id() >= gap.next()
          && event.id() <= gap.to()) {
        return true;
      }
    }
    return false;
  }

  /** Whether its resource has no other partition. */
  boolean isAlone(LogEvent event) {
    for (LogEvent other : plan.log()) {
      if (other.resource() == event.resource() && !other.partition().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** The position of a document, 0 for none. */
  static int position(CheckpointDocument document) {
    StoredValue position = document.position();
    return position == null ? 0 : number(position.json(), 0);
  }

  /** The cursor of a document as a number that grows, where cursors have an order. */
  static int place(@Nullable StoredValue cursor) {
    return cursor == null ? 0 : number(cursor.json(), 0) << 8 | number(cursor.json(), 1);
  }

  private boolean isUpTo(StoredValue cursor, LogEvent event) {
    if (plan.isComparable()) {
      return (event.at() << 8 | event.index()) <= place(cursor);
    }
    return event.id() <= number(cursor.json(), 0);
  }

  /** How many events of its resource come after the cursor, up to this one. */
  private int rank(LogEvent event, int last) {
    int rank = 0;
    for (int id = last + 1; id <= event.id(); id++) {
      LogEvent other = plan.event(id);
      boolean counts = other.resource() == event.resource() && other.kind() != Kind.REJECTED;
      rank += counts && !plan.hole().contains(id) ? 1 : 0;
    }
    return rank;
  }

  /** The number so many in a text. */
  private static int number(String json, int which) {
    int value = 0;
    int seen = -1;
    boolean inside = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean digit = c >= '0' && c <= '9';
      if (digit && !inside) {
        seen++;
        value = 0;
      } else if (!digit && inside && seen == which) {
        return value;
      }
      if (digit) {
        value = value * 10 + (c - '0');
      }
      inside = digit;
    }
    return seen == which ? value : 0;
  }
}
