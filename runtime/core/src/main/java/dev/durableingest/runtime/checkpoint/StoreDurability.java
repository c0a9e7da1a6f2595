package dev.durableingest.runtime.checkpoint;

/** What a checkpoint store still has after the machine under it died. */
public enum StoreDurability {
  /** Every document that it has answered for. */
  SYNCED,
  /** All but the newest: it answers before it syncs, or hands over to a replica that is behind. */
  NEWEST_MAY_BE_LOST,
  /** Perhaps nothing. */
  VOLATILE
}
