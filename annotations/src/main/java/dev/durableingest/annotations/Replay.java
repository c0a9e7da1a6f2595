package dev.durableingest.annotations;

/** What a source does for a resource when {@code run} starts again. */
public enum Replay {
  /** Emits, per partition, exactly the events after the cursor that {@code checkpoint} returned. */
  FROM_CHECKPOINT,
  /** May emit some events again; exact where the cursors are comparable, else at least once. */
  OVERLAPPING,
  /** Cannot fetch what was missed. Always so for a resource without a cursor. */
  NONE
}
