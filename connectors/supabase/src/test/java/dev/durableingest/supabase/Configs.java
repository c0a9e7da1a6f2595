package dev.durableingest.supabase;

import dev.durableingest.supabase.replication.SnapshotMode;
import java.net.URI;
import java.time.Duration;

/** Configs as a user would give them on the command line. */
final class Configs {
  static final String KEY = "sb_secret_local";

  private Configs() {}

  static SupabaseConfig replication(String databaseUrl, String slot) {
    return config(Mode.REPLICATION, databaseUrl, slot, null, Duration.ofMinutes(5));
  }

  static SupabaseConfig poll(URI url, Duration overlap) {
    return config(Mode.POLL, null, "unused", url, overlap);
  }

  /** Mode {@code realtime}. */
  static SupabaseConfig realtime(URI url, Duration overlap) {
    return config(Mode.REALTIME, null, "unused", url, overlap);
  }

  /** Mode {@code realtime}; the tables are read at the start and when a row was not told. */
  static SupabaseConfig told(URI url, String version) {
    return new SupabaseConfig(
        Mode.REALTIME,
        null,
        "unused",
        "unused",
        url,
        KEY,
        "public",
        SnapshotMode.INITIAL,
        true,
        Duration.ofMinutes(5),
        Duration.ofMillis(100),
        Duration.ofHours(1),
        version);
  }

  private static SupabaseConfig config(
      Mode mode, String databaseUrl, String slot, URI url, Duration overlap) {
    return new SupabaseConfig(
        mode,
        databaseUrl,
        "durable_ingest",
        slot,
        url,
        KEY,
        "public",
        SnapshotMode.INITIAL,
        true,
        overlap,
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        "2.0.0");
  }
}
