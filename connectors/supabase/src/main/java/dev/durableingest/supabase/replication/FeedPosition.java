package dev.durableingest.supabase.replication;

/**
 * How far a feed is as a whole: what is saved with every checkpoint, what the slot is confirmed up
 * to, and where a restart goes on.
 *
 * @param lsn everything committed before this place of the log was emitted
 * @param isSnapshotComplete whether the initial snapshot is behind it
 * @param systemIdentifier of the database cluster; another one's log has other places
 */
public record FeedPosition(long lsn, boolean isSnapshotComplete, String systemIdentifier) {}
