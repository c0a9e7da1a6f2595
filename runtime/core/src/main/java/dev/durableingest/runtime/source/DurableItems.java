package dev.durableingest.runtime.source;

import dev.durableingest.runtime.source.Intake.Answer;
import dev.durableingest.runtime.source.Intake.Stored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Items that are in an intake, the oldest of them in memory too. Once one did not fit into memory,
 * those after it stay out until everything before them was read back: so their order stays.
 *
 * <p>Guarded by the queue's lock.
 */
final class DurableItems {
  private final Intake intake;
  private final MemoryItems memory;
  private final Map<String, Long> dropped = new LinkedHashMap<>();
  private long onlyStored;

  /**
   * @param memory empty
   * @param backlog how many items of earlier runs the intake holds
   */
  DurableItems(Intake intake, MemoryItems memory, long backlog) {
    this.intake = intake;
    this.memory = memory;
    this.onlyStored = backlog;
  }

  Intake intake() {
    return intake;
  }

  /** Items that are in the intake alone. */
  long onlyStored() {
    return onlyStored;
  }

  /** So many of them were read back. */
  void countRead(int count) {
    onlyStored -= count;
  }

  /** Number of the oldest item in memory. */
  long firstSequence() {
    return intake.lastSequence() - onlyStored - memory.size() + 1;
  }

  /**
   * Takes an item in; before it, the marks of what was dropped.
   *
   * @return whether there was room
   */
  boolean admit(Stored stored) {
    for (Map.Entry<String, Long> lost : List.copyOf(dropped.entrySet())) {
      if (lost.getValue() > 0) {
        if (!append(intake.store(new QueueItem.Dropped(lost.getKey(), lost.getValue())))) {
          return false;
        }
        lost.setValue(0L);
      }
    }
    if (!append(stored)) {
      return false;
    }
    dropped.clear();
    return true;
  }

  /**
   * Drops an event that found no room, where the intake says so and nobody can send it again. The
   * first in a row is marked at once, so that a crash before there is room again leaves a trace.
   *
   * @return whether it was dropped
   */
  boolean drop(QueueItem item) {
    if (!intake.dropsWhenFull()
        || intake.failure() != null
        || !(item instanceof QueueItem.Event<?> event)
        || event.resource().isReplayable()) {
      return false;
    }
    String resource = event.resource().name();
    boolean isFirst = !dropped.containsKey(resource);
    boolean marked = isFirst && append(intake.store(new QueueItem.Dropped(resource, 1)));
    dropped.merge(resource, marked ? 0L : 1L, Long::sum);
    return true;
  }

  private boolean append(Stored stored) {
    if (onlyStored == 0) {
      // Should it stay out of memory, it is the one to read first.
      intake.startReadingAtEnd();
    }
    if (intake.append(stored) != Answer.APPENDED) {
      return false;
    }
    if (onlyStored > 0 || !memory.offer(stored.item())) {
      onlyStored++;
    }
    return true;
  }
}
