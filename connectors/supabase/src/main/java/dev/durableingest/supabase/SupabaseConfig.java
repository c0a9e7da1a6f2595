package dev.durableingest.supabase;

import dev.durableingest.annotations.ConfigProperty;
import dev.durableingest.supabase.replication.ReplicationSettings;
import dev.durableingest.supabase.replication.SnapshotMode;

/**
 * Which project is read, and how.
 *
 * @param mode how changes are read
 * @param databaseUrl a direct connection, with user and password
 * @param publication name of the publication
 * @param slot name of the replication slot, one per pipeline
 * @param schema the schema of the tables
 * @param snapshot whether rows that are there already are read first
 * @param createMissing whether publication and slot are made where they are missing
 */
public record SupabaseConfig(
    @ConfigProperty(description = "How changes are read: replication", defaultValue = "replication")
        Mode mode,
    @ConfigProperty(
            description =
                "Direct connection, postgresql://user:password@host:5432/database; no pooler",
            secret = true)
        String databaseUrl,
    @ConfigProperty(
            description = "Publication that has the tables",
            defaultValue = "durable_ingest")
        String publication,
    @ConfigProperty(
            description = "Replication slot, one per pipeline",
            defaultValue = "durable_ingest")
        String slot,
    @ConfigProperty(description = "Schema of the tables", defaultValue = "public") String schema,
    @ConfigProperty(
            description = "Rows that are there already: initial reads them first, never does not",
            defaultValue = "initial")
        SnapshotMode snapshot,
    @ConfigProperty(
            description = "Makes publication and slot where they are missing",
            defaultValue = "true")
        boolean createMissing) {

  /**
   * Checks what can be checked without a connection.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  public SupabaseConfig {
    new ReplicationSettings(databaseUrl, publication, slot, snapshot, createMissing);
  }

  ReplicationSettings replication() {
    return new ReplicationSettings(databaseUrl, publication, slot, snapshot, createMissing);
  }

  /** Without the URL, which holds a password. */
  @Override
  public String toString() {
    return "SupabaseConfig[mode=" + mode + ", schema=" + schema + ", slot=" + slot + "]";
  }
}
