package dev.durableingest.supabase.replication;

import dev.durableingest.runtime.SourceLag;
import dev.durableingest.runtime.SourceStopException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks at what a feed would read, on a connection of its own, and changes nothing. */
final class ReplicationCheck {
  private static final int PEEK_SECONDS_MAX = 3;

  private final Connection connection;
  private final ReplicationSettings settings;

  ReplicationCheck(Connection connection, ReplicationSettings settings) {
    this.connection = connection;
    this.settings = settings;
  }

  /**
   * What is there, in one line.
   *
   * @throws SourceStopException what a run would stop with, with the way out
   */
  String look(Collection<TrackedTable> tables) throws SQLException {
    for (TrackedTable table : tables) {
      requireReadable(table);
    }
    boolean isPublished = Publication.exists(connection, settings.publication());
    Slot.State slot = Slot.state(connection, settings.slot()).orElse(null);
    return (isPublished ? published(tables) : toBeMade("publication", settings.publication()))
        + "; "
        + (slot == null ? toBeMade("slot", settings.slot()) : standing(slot, isPublished));
  }

  private void requireReadable(TrackedTable table) throws SQLException {
    String sql =
        "select oid, coalesce(has_table_privilege(oid::oid, 'SELECT'), false)"
            + " from to_regclass(?) as oid";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, table.sql());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        if (rows.getString(1) == null) {
          throw new SourceStopException(
              "Table " + table + " does not exist. Check the address and --schema.", null);
        }
        if (!rows.getBoolean(2)) {
          throw new SourceStopException(
              "The role may not read table "
                  + table
                  + ". Run: GRANT SELECT ON "
                  + table.sql()
                  + " TO the role;",
              null);
        }
      }
    }
  }

  private String published(Collection<TrackedTable> tables) throws SQLException {
    return Publication.tables(connection, settings, tables).keySet().stream()
        .map(TrackedTable::toString)
        .collect(Collectors.joining(", ", "publication '" + settings.publication() + "' has ", ""));
  }

  private String toBeMade(String what, String name) {
    if (!settings.create()) {
      throw new SourceStopException(
          "There is no " + what + " '" + name + "'. Make it, or allow it with --create-missing.",
          null);
    }
    return what + " '" + name + "' is not there yet, a run makes it";
  }

  private String standing(Slot.State slot, boolean isPublished) {
    String reader =
        slot.activePid() == null
            ? "nobody reads it"
            : "process " + slot.activePid() + " of the server reads it";
    return "slot '"
        + settings.slot()
        + "': "
        + reader
        + ", wal_status "
        + slot.walStatus()
        + ", "
        + lag(slot, isPublished);
  }

  private String lag(Slot.State slot, boolean isPublished) {
    boolean isRead = slot.activePid() != null;
    Instant oldest = isRead || !isPublished ? null : oldestUnread();
    Duration age = oldest == null ? null : Duration.between(oldest, slot.askedAt());
    String behind = new SourceLag(slot.lagBytes(), null, age).words();
    return behind.isEmpty() ? "nothing is unread" : behind + " behind";
  }

  /**
   * When the oldest transaction was committed that a reader of the slot would be told next; null
   * where there is none, or finding it takes too long. Does not move the slot.
   */
  private @Nullable Instant oldestUnread() {
    String sql =
        "select data from pg_logical_slot_peek_binary_changes(?, null, 1,"
            + " 'proto_version', '1', 'publication_names', ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setQueryTimeout(PEEK_SECONDS_MAX);
      statement.setString(1, settings.slot());
      statement.setString(2, Sql.identifier(settings.publication()));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next()
                && LogDecoder.decode(ByteBuffer.wrap(rows.getBytes(1)))
                    instanceof LogMessage.Begin begin
            ? begin.commitTime()
            : null;
      }
    } catch (SQLException e) {
      return null; // also when a run has begun to read the slot meanwhile
    }
  }
}
