package dev.durableingest.runtime.sink;

/** By which means a destination can be brought in line with the checkpoint document. */
public enum SinkKind {
  /** Takes data and document in one transaction. */
  TRANSACTIONAL,
  /** Can be cut back to a recorded length. */
  UNDO,
  /** Refuses a block whose token it knows. */
  DEDUP,
  /** None of these: what was written again is there again. */
  NEITHER
}
