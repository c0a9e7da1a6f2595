package dev.durableingest.testkit.oracle;

/**
 * A promise that did not hold.
 *
 * @param promise which one
 * @param detail how it was seen
 */
public record Violation(Promise promise, String detail) {

  /** What must hold. */
  public enum Promise {
    /** Nothing is missing at the end. */
    NOTHING_MISSING,
    /** First occurrences are in order. */
    IN_ORDER,
    /** No duplicate where the label says effectively-once. */
    NO_DUPLICATE,
    /** After a crash nothing comes again but what was emitted after the saved document. */
    REPEATS_ARE_BOUNDED,
    /** Dead letters are where they belong, and nowhere else. */
    DEAD_LETTERS,
    /** No more events in a row are set aside than may be, whatever restarts. */
    BUDGET_HOLDS,
    /** A process takes the lease once. */
    LEASE_TAKEN_ONCE,
    /** What is durable and cannot be sent again does not vanish. */
    NOTHING_VANISHES,
    /** No half record is ever read. */
    WHOLE_RECORDS,
    /** A saved document is never ahead of the data. */
    DOCUMENT_BEHIND_DATA,
    /** Revisions grow by one, in one incarnation, and nothing in the document goes back. */
    REVISIONS_GROW,
    /** Only the holder of the lease saves. */
    ONLY_THE_HOLDER_SAVES,
    /** The source is told only of saved documents, on a thread that is not the pipeline's. */
    TOLD_AFTER_SAVED,
    /** A runner believes itself fenced only where another took the lease. */
    FENCED_ONLY_BY_ANOTHER,
    /** A runner fails only of what no repetition mends. */
    FAILS_ONLY_FOR_A_REASON,
    /** A batch does not wait longer than it may linger. */
    LINGER_ENDS,
    /** Waits between attempts grow as long as nothing is achieved. */
    BACKOFF_GROWS,
    /** Once faults cease, the pipeline completes. */
    LIVENESS
  }

  @Override
  public String toString() {
    return promise + ": " + detail;
  }
}
