package dev.durableingest.duckdb;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkPosition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The random names of tables, by which a document notices that another one is in their place. */
final class TableIdentities {
  private final Database database;

  TableIdentities(Database database) throws SQLException {
    this.database = database;
    database.execute("CREATE SCHEMA IF NOT EXISTS durable_ingest");
    database.execute(
        "CREATE TABLE IF NOT EXISTS durable_ingest.tables ("
            + "name VARCHAR PRIMARY KEY, identity VARCHAR NOT NULL)");
  }

  /**
   * Compares a table with what the document says of it.
   *
   * @throws SinkException with {@code Stop} when it is gone or another one
   */
  void requireUnchanged(String table, @Nullable SinkPosition recorded)
      throws SQLException, SinkException {
    if (recorded == null) {
      return;
    }
    if (!recorded.identity().equals(identity(table))) {
      throw changed(table, "is not the one that the checkpoint speaks of");
    }
    if (!exists(table)) {
      throw changed(table, "has been dropped since the checkpoint was saved");
    }
  }

  /** The position of a table, which gets its name now if it has none. */
  SinkPosition identify(String table) throws SQLException {
    String identity = identity(table);
    if (identity == null) {
      identity = UUID.randomUUID().toString();
      try (PreparedStatement insert =
          database
              .connection()
              .prepareStatement("INSERT INTO durable_ingest.tables VALUES (?, ?)")) {
        insert.setString(1, table);
        insert.setString(2, identity);
        insert.executeUpdate();
      }
    }
    return new SinkPosition(identity, 0, 0);
  }

  private @Nullable String identity(String table) throws SQLException {
    return first("SELECT identity FROM durable_ingest.tables WHERE name = ?", table);
  }

  private boolean exists(String table) throws SQLException {
    return first(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
                + " AND schema_name = 'main' AND table_name = ?",
            table)
        != null;
  }

  private @Nullable String first(String sql, String argument) throws SQLException {
    try (PreparedStatement query = database.connection().prepareStatement(sql)) {
      query.setString(1, argument);
      try (ResultSet row = query.executeQuery()) {
        return row.next() ? row.getString(1) : null;
      }
    }
  }

  private SinkException changed(String table, String how) {
    return SinkException.stop(
        "Table '"
            + table
            + "' in "
            + database
            + " "
            + how
            + ": what was ingested would be missing. Restore the file from a backup, or move it"
            + " away to ingest from the start.");
  }
}
