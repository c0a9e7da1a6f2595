package dev.durableingest.supabase.replication;

import dev.durableingest.runtime.SourceStopException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.ReplicationSlotInfo;

/** A replication slot: how it stands, and how it is made. */
final class Slot {
  private static final String STATE =
      """
      select s.confirmed_flush_lsn::text, s.plugin, s.wal_status, s.active_pid,
             (select a.application_name from pg_stat_activity a where a.pid = s.active_pid),
             s.database = current_database(),
             pg_wal_lsn_diff(pg_current_wal_flush_lsn(), s.confirmed_flush_lsn)::bigint,
             clock_timestamp()
      from pg_replication_slots s where s.slot_name = ?
      """;

  private Slot() {}

  /**
   * How a slot stands.
   *
   * @param confirmedLsn up to where its log may be dropped
   * @param walStatus {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}
   * @param activePid the server process that reads it, or null
   * @param activeApplication the application name of that process, or null
   * @param lagBytes how much log is not confirmed
   * @param askedAt by the clock of the server
   */
  record State(
      long confirmedLsn,
      String walStatus,
      @Nullable Integer activePid,
      @Nullable String activeApplication,
      long lagBytes,
      Instant askedAt) {}

  /**
   * How the slot stands; empty where there is none.
   *
   * @throws SourceStopException when there is one that cannot be read from here, or is lost
   */
  static Optional<State> state(Connection connection, String slot) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STATE)) {
      statement.setString(1, slot);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        if (!"pgoutput".equals(rows.getString(2)) || !rows.getBoolean(6)) {
          throw new SourceStopException(
              ("Slot '%s' belongs to another database or another plugin than pgoutput. Name "
                      + "another one with --slot.")
                  .formatted(slot),
              null);
        }
        String walStatus = rows.getString(3);
        if ("lost".equals(walStatus)) {
          throw lost(slot, "the server has dropped the log that it needs");
        }
        String confirmed = rows.getString(1);
        int pid = rows.getInt(4);
        return Optional.of(
            new State(
                LogSequenceNumber.valueOf(confirmed == null ? "0/0" : confirmed).asLong(),
                walStatus == null ? "reserved" : walStatus,
                rows.wasNull() ? null : pid,
                rows.getString(5),
                rows.getLong(7),
                rows.getObject(8, OffsetDateTime.class).toInstant()));
      }
    }
  }

  /**
   * Makes the slot.
   *
   * @param replication keeps the snapshot alive that the answer names, until it is used otherwise
   */
  static ReplicationSlotInfo create(Connection replication, String slot)
      throws SQLException, FeedException {
    try {
      return replication
          .unwrap(PGConnection.class)
          .getReplicationAPI()
          .createReplicationSlot()
          .logical()
          .withSlotName(slot)
          .withOutputPlugin("pgoutput")
          .make();
    } catch (SQLException e) {
      throw new FeedException(
          ("Slot '%s' cannot be made: %s. It needs wal_level = logical, a free one of "
                  + "max_replication_slots, and a role with REPLICATION.")
              .formatted(slot, SqlFailures.firstLine(e)),
          e);
    }
  }

  /** Ends a server process that still reads the slot for a run of this feed that is gone. */
  static void terminate(Connection connection, int pid) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_terminate_backend(?)")) {
      statement.setInt(1, pid);
      statement.execute();
    }
  }

  /** What a lost slot means, and the way out. */
  static SourceStopException lost(String slot, String why) {
    return new SourceStopException(
        ("Slot '%s' is lost: %s. Changes are missing from here on. Drop it, run "
                + "'checkpoint reset', and start again: a new snapshot is taken.")
            .formatted(slot, why),
        null);
  }
}
