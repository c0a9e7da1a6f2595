package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.UsedBudget;
import java.util.HashMap;
import java.util.Map;

/**
 * What is used of the dead letter budget of each resource, by its name; under an empty name for
 * what never got as far as to have one. Owned by the pipeline thread.
 */
final class LetterCounts {
  private final long windowMax;
  private final Map<String, Counts> byResource = new HashMap<>();
  private final LastFound<String, Counts> last =
      new LastFound<>(name -> byResource.computeIfAbsent(name, absent -> new Counts()));

  private static final class Counts {
    private long inRow;
    private long inWindow;
    private long windowEvents;

    private UsedBudget used() {
      return new UsedBudget(inRow, inWindow, windowEvents);
    }
  }

  /**
   * @param windowMax how many events of a resource a window has
   */
  LetterCounts(long windowMax) {
    this.windowMax = windowMax;
  }

  /** Goes on from what a document says. */
  void restore(Map<String, UsedBudget> stored) {
    forgive();
    stored.forEach(
        (resource, used) -> {
          Counts counts = of(resource);
          counts.inRow = used.inRow();
          counts.inWindow = used.inWindow();
          counts.windowEvents = used.windowEvents();
        });
  }

  /** An event of a resource was handled, whatever became of it. */
  void countEvent(String resource) {
    Counts counts = of(resource);
    if (++counts.windowEvents >= windowMax) {
      counts.windowEvents = 0;
      counts.inWindow = 0;
    }
  }

  /** An event of a resource is no dead letter. */
  void countGoodEvent(String resource) {
    of(resource).inRow = 0;
  }

  /** An event of a resource is set aside. */
  void countLetter(String resource) {
    Counts counts = of(resource);
    counts.inRow++;
    counts.inWindow++;
  }

  /** Somebody has dealt with the letters: the budgets are whole again. */
  void forgive() {
    byResource.clear();
    last.forget();
  }

  /** What is used of the budget of a resource. */
  UsedBudget used(String resource) {
    return of(resource).used();
  }

  /** What is used, for the document. */
  Map<String, UsedBudget> used() {
    Map<String, UsedBudget> used = new HashMap<>();
    byResource.forEach((resource, counts) -> used.put(resource, counts.used()));
    return used;
  }

  private Counts of(String resource) {
    return last.get(resource);
  }
}
