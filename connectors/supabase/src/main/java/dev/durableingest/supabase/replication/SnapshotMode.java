package dev.durableingest.supabase.replication;

/** Whether rows that are there already are read before the first change. */
public enum SnapshotMode {
  /** All rows, once, before the first change. */
  INITIAL,
  /** None: only what changes from now on. */
  NEVER
}
