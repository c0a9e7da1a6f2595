package dev.durableingest.runtime.sink;

/**
 * By which means a destination can be brought in line with the checkpoint document; in the order in
 * which a batch is written to them.
 */
public enum SinkKind {
  /** Takes data and document in one transaction. */
  TRANSACTIONAL,
  /** Refuses a block whose token it knows. */
  DEDUP,
  /** None of these: what was written again is there again. */
  NEITHER,
  /** Can be cut back to a recorded length; refuses no record. */
  UNDO;

  /** Whether a batch whose document was not saved can be taken back. */
  public boolean canTakeBack() {
    return this == TRANSACTIONAL || this == UNDO;
  }
}
