package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.UsedBudget;

/**
 * How many events of a resource may be set aside before somebody has to look. Each resource has a
 * budget of its own: one that is broken is noticed though others go well, and it does not matter
 * that the resources of a refused batch are handled one after the other. What was used of it is in
 * the checkpoint document, so that a restart does not renew it.
 *
 * @param maxInRow how many without a good event of the resource between them
 * @param maxInWindow how many in one window
 * @param windowEvents how many events of the resource a window has; they follow one another without
 *     overlap
 */
record DeadLetterBudget(long maxInRow, long maxInWindow, long windowEvents) {

  static DeadLetterBudget of(PipelineOptions options) {
    return new DeadLetterBudget(
        options.deadLettersMaxInRow(), options.deadLettersMax(), options.deadLettersWindow());
  }

  /**
   * Says that one more event may not be set aside.
   *
   * @param spent what was used of it
   * @param resource name of the resource; empty where there is none
   * @param cause what is wrong with that event
   * @throws PipelineFailure when the budget is used up
   */
  void requireRoom(UsedBudget spent, String resource, Throwable cause) throws PipelineFailure {
    String whose = resource.isEmpty() ? "no resource" : "resource '" + resource + "'";
    String used = null;
    if (spent.inRow() >= maxInRow) {
      used = "in a row (--dead-letters-max-in-row " + maxInRow + ")";
    } else if (spent.inWindow() >= maxInWindow) {
      used =
          "in "
              + windowEvents
              + " events (--dead-letters-max "
              + maxInWindow
              + ", --dead-letters-window "
              + windowEvents
              + ")";
    }
    if (used != null) {
      throw PipelineFailure.failed(
          "Too many dead letters of "
              + whose
              + " "
              + used
              + ": its next event was not set aside, and everything before it is committed."
              + " It failed with: "
              + cause
              + ". Mend the resource, allow more, or look at 'dead-letters list' and discard them;"
              + " then start again.",
          cause);
    }
  }
}
