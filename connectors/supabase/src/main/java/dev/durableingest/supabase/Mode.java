package dev.durableingest.supabase;

/** How changes are read. */
public enum Mode {
  /** By logical replication, from the database itself: every committed change, deletes included. */
  REPLICATION
}
