package dev.durableingest.supabase.replication;

import java.util.regex.Pattern;

/**
 * What a feed reads.
 *
 * @param databaseUrl {@code postgresql://user:password@host:port/database}, a direct connection: a
 *     pooler speaks no replication
 * @param publication name of the publication; made where it is not there and {@code create} is set
 * @param slot name of the replication slot; made where it is not there and {@code create} is set
 * @param snapshot whether rows that are there already are read
 * @param create whether publication and slot may be made
 */
public record ReplicationSettings(
    String databaseUrl, String publication, String slot, SnapshotMode snapshot, boolean create) {
  private static final Pattern SLOT_NAME = Pattern.compile("[a-z0-9_]{1,63}");

  /**
   * Checks what can be checked without a connection.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  public ReplicationSettings {
    if (!SLOT_NAME.matcher(slot).matches()) {
      throw new IllegalArgumentException(
          "Slot '" + slot + "' is no name that PostgreSQL takes: use up to 63 of a-z, 0-9 and _.");
    }
    if (publication.isEmpty() || publication.length() > 63) {
      throw new IllegalArgumentException(
          "Publication '"
              + publication
              + "' is no name that PostgreSQL takes: use 1 to 63 letters.");
    }
  }

  /**
   * What a pipeline of its own needs: slot and publication have one name and are made where they
   * are missing, and the rows that are there are read first.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  public static ReplicationSettings of(String databaseUrl, String name) {
    return new ReplicationSettings(databaseUrl, name, name, SnapshotMode.INITIAL, true);
  }

  /** Without the URL, which holds a password. */
  @Override
  public String toString() {
    return "ReplicationSettings[publication=" + publication + ", slot=" + slot + "]";
  }
}
