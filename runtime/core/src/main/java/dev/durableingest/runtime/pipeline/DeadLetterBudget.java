package dev.durableingest.runtime.pipeline;

/**
 * How many events may be set aside before somebody has to look. What was used of it is in the
 * checkpoint document, so that a restart does not renew it.
 *
 * @param maxInRow how many without a good event between them
 * @param maxInWindow how many in one window
 * @param windowEvents how many events a window has; they follow one another without overlap
 */
record DeadLetterBudget(long maxInRow, long maxInWindow, long windowEvents) {

  static DeadLetterBudget of(PipelineOptions options) {
    return new DeadLetterBudget(
        options.deadLettersMaxInRow(), options.deadLettersMax(), options.deadLettersWindow());
  }

  /**
   * Says that one more event may not be set aside.
   *
   * @param cause what is wrong with that event
   * @throws PipelineFailure when the budget is used up
   */
  void requireRoom(Ledger ledger, String resource, Throwable cause) throws PipelineFailure {
    String used = null;
    if (ledger.lettersInRow() >= maxInRow) {
      used = "in a row (--dead-letters-max-in-row " + maxInRow + ")";
    } else if (ledger.lettersInWindow() >= maxInWindow) {
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
          "Too many dead letters "
              + used
              + ": the next event, of "
              + resource
              + ", was not set aside, and everything before it is committed. It failed with: "
              + cause
              + ". Mend the resource, allow more, or look at 'dead-letters list' and discard them;"
              + " then start again.",
          cause);
    }
  }
}
