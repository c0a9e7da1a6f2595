package dev.durableingest.supabase;

/** How changes are read. */
public enum Mode {
  /** By logical replication, from the database itself: every committed change, deletes included. */
  REPLICATION,
  /**
   * By Realtime as they come, and by PostgREST for completeness; no direct connection is needed.
   */
  REALTIME,
  /** By PostgREST alone, again and again: the newest state of rows, no deletes. */
  POLL
}
