package dev.durableingest.supabase;

import dev.durableingest.annotations.ConfigProperty;
import dev.durableingest.supabase.realtime.RealtimeSettings;
import dev.durableingest.supabase.replication.ReplicationSettings;
import dev.durableingest.supabase.replication.SnapshotMode;
import dev.durableingest.supabase.rest.PollSettings;
import dev.durableingest.supabase.rest.Project;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which project is read, and how.
 *
 * @param mode how changes are read
 * @param databaseUrl a direct connection, with user and password; for replication
 * @param publication name of the publication; for replication
 * @param slot name of the replication slot, one per pipeline; for replication
 * @param url the project's address; for realtime and poll
 * @param key an API key; for realtime and poll
 * @param schema the schema of the tables
 * @param snapshot whether rows that are there already are read first
 * @param createMissing whether publication and slot are made where they are missing
 * @param overlap how much is read again each time; for realtime and poll
 * @param pollInterval from one reading to the next; for poll
 * @param reconcileInterval from one reading to the next; for realtime
 * @param vsn version of Realtime's protocol; for realtime
 */
public record SupabaseConfig(
    @ConfigProperty(
            description = "How changes are read: replication, realtime or poll",
            defaultValue = "replication")
        Mode mode,
    @ConfigProperty(
            description =
                "For replication: direct connection, postgresql://user:password@host:5432/database;"
                    + " no pooler",
            required = false,
            secret = true)
        @Nullable String databaseUrl,
    @ConfigProperty(
            description = "Publication that has the tables",
            defaultValue = "durable_ingest")
        String publication,
    @ConfigProperty(
            description = "Replication slot, one per pipeline",
            defaultValue = "durable_ingest")
        String slot,
    @ConfigProperty(
            description = "For realtime and poll: the project, https://<ref>.supabase.co",
            required = false)
        @Nullable URI url,
    @ConfigProperty(
            description = "For realtime and poll: API key that may read the tables",
            required = false,
            secret = true)
        @Nullable String key,
    @ConfigProperty(description = "Schema of the tables", defaultValue = "public") String schema,
    @ConfigProperty(
            description = "Rows that are there already: initial reads them first, never does not",
            defaultValue = "initial")
        SnapshotMode snapshot,
    @ConfigProperty(
            description = "Makes publication and slot where they are missing",
            defaultValue = "true")
        boolean createMissing,
    @ConfigProperty(
            description =
                "For realtime and poll: how much is read again; as long as the longest transaction"
                    + " that writes",
            defaultValue = "5m")
        Duration overlap,
    @ConfigProperty(description = "For poll: from one reading to the next", defaultValue = "5s")
        Duration pollInterval,
    @ConfigProperty(
            description = "For realtime: from one reading by key to the next",
            defaultValue = "1m")
        Duration reconcileInterval,
    @ConfigProperty(
            description = "For realtime: version of the protocol, 1.0.0 or 2.0.0",
            defaultValue = "2.0.0")
        String vsn) {

  /**
   * Checks what can be checked without a connection.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  public SupabaseConfig {
    if (mode == Mode.REPLICATION) {
      String address = required(databaseUrl, "--database-url", mode);
      new ReplicationSettings(address, publication, slot, snapshot, createMissing);
    } else {
      required(url, "--url", mode);
      required(key, "--key", mode);
    }
    new PollSettings(overlap, pollInterval, snapshot);
    new RealtimeSettings(vsn, new PollSettings(overlap, reconcileInterval, snapshot));
  }

  ReplicationSettings replication() {
    return new ReplicationSettings(
        required(databaseUrl, "--database-url", mode), publication, slot, snapshot, createMissing);
  }

  Project project() {
    return Project.of(required(url, "--url", mode), required(key, "--key", mode));
  }

  PollSettings poll() {
    return new PollSettings(overlap, pollInterval, snapshot);
  }

  RealtimeSettings realtime() {
    return new RealtimeSettings(vsn, new PollSettings(overlap, reconcileInterval, snapshot));
  }

  private static <T> T required(@Nullable T value, String option, Mode mode) {
    if (value == null) {
      String name = mode.name().toLowerCase(Locale.ROOT);
      throw new IllegalArgumentException("--mode " + name + " needs " + option + ".");
    }
    return value;
  }

  /** Without the database's URL, which holds a password, and without the key. */
  @Override
  public String toString() {
    return "SupabaseConfig[mode=" + mode + ", schema=" + schema + ", slot=" + slot + "]";
  }
}
