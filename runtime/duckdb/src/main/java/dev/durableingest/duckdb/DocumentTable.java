package dev.durableingest.duckdb;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.DocumentException;
import dev.durableingest.runtime.checkpoint.DocumentJson;
import dev.durableingest.runtime.sink.SinkException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code durable_ingest.checkpoints}, one per pipeline, and the marks in {@code
 * durable_ingest.pipelines} that tell a document that was lost from one that never was. Statements
 * only: the transactions around them are the caller's.
 *
 * <p>Epoch and owner in the columns are the lease; those in the document are of its last save.
 */
final class DocumentTable {
  private static final String SAVE =
      "UPDATE durable_ingest.checkpoints SET revision = ?, document = ?, written_at = ?"
          + " WHERE pipeline = ? AND incarnation = ? AND epoch = ? AND owner = ? AND revision = ?";

  private final Database database;
  private final String pipeline;
  private @Nullable DuckDBConnection saveConnection;
  private @Nullable PreparedStatement save;

  DocumentTable(Database database, String pipeline) {
    this.database = database;
    this.pipeline = pipeline;
  }

  /** Makes the tables where they are absent. */
  void create() throws SQLException {
    database.execute("CREATE SCHEMA IF NOT EXISTS durable_ingest");
    database.execute(
        "CREATE TABLE IF NOT EXISTS durable_ingest.checkpoints ("
            + "pipeline VARCHAR PRIMARY KEY, incarnation VARCHAR NOT NULL, epoch BIGINT NOT NULL,"
            + " owner VARCHAR NOT NULL, revision BIGINT NOT NULL, document VARCHAR NOT NULL,"
            + " written_at TIMESTAMP NOT NULL)");
    database.execute(
        "CREATE TABLE IF NOT EXISTS durable_ingest.pipelines ("
            + "pipeline VARCHAR PRIMARY KEY, first_run_at TIMESTAMP NOT NULL)");
  }

  /** Whether the tables are there. */
  boolean isCreated() throws SQLException {
    try (PreparedStatement query =
            database
                .connection()
                .prepareStatement(
                    "SELECT 1 FROM duckdb_tables() WHERE schema_name = 'durable_ingest'"
                        + " AND table_name = 'checkpoints'");
        ResultSet row = query.executeQuery()) {
      return row.next();
    }
  }

  /** Gives the lease of a stored document to this owner; false when there is no document. */
  boolean raiseEpoch(String owner) throws SQLException {
    try (PreparedStatement update =
        database
            .connection()
            .prepareStatement(
                "UPDATE durable_ingest.checkpoints SET epoch = epoch + 1, owner = ?"
                    + " WHERE pipeline = ?")) {
      update.setString(1, owner);
      update.setString(2, pipeline);
      return update.executeUpdate() == 1;
    }
  }

  /** Whether this pipeline has ever had a document here. */
  boolean isMarked() throws SQLException {
    try (PreparedStatement query =
        database
            .connection()
            .prepareStatement("SELECT 1 FROM durable_ingest.pipelines WHERE pipeline = ?")) {
      query.setString(1, pipeline);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** Stores a document whatever is there, and the mark beside it. */
  void put(CheckpointDocument document) throws SQLException {
    try (PreparedStatement insert =
        database
            .connection()
            .prepareStatement(
                "INSERT OR REPLACE INTO durable_ingest.checkpoints VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, pipeline);
      insert.setString(2, document.incarnation());
      insert.setLong(3, document.epoch());
      insert.setString(4, document.owner());
      insert.setLong(5, document.revision());
      insert.setString(6, DocumentJson.write(document));
      insert.setObject(7, utc(document));
      insert.executeUpdate();
    }
    try (PreparedStatement insert =
        database
            .connection()
            .prepareStatement("INSERT OR IGNORE INTO durable_ingest.pipelines VALUES (?, ?)")) {
      insert.setString(1, pipeline);
      insert.setObject(2, utc(document));
      insert.executeUpdate();
    }
  }

  /** Replaces the document before this one, guarded; false when the guard refuses. */
  boolean replace(CheckpointDocument next) throws SQLException {
    PreparedStatement update = saveStatement();
    update.setLong(1, next.revision());
    update.setString(2, DocumentJson.write(next));
    update.setObject(3, utc(next));
    update.setString(4, pipeline);
    update.setString(5, next.incarnation());
    update.setLong(6, next.epoch());
    update.setString(7, next.owner());
    update.setLong(8, next.revision() - 1);
    return update.executeUpdate() == 1;
  }

  /**
   * The stored document under the lease in its columns.
   *
   * @throws SinkException with {@code Stop} when it cannot be read, or its columns are not its own
   */
  Optional<CheckpointDocument> read() throws SQLException, SinkException {
    try (PreparedStatement query =
        database
            .connection()
            .prepareStatement(
                "SELECT incarnation, epoch, owner, revision, document"
                    + " FROM durable_ingest.checkpoints WHERE pipeline = ?")) {
      query.setString(1, pipeline);
      try (ResultSet row = query.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        CheckpointDocument document = parse(row.getString(5));
        if (!document.pipeline().equals(pipeline)
            || !document.incarnation().equals(row.getString(1))
            || document.revision() != row.getLong(4)) {
          throw damaged("its columns and its text speak of different documents");
        }
        return Optional.of(document.withLease(row.getLong(2), row.getString(3)));
      }
    }
  }

  /** The document is gone although there was one. */
  SinkException lost() {
    return SinkException.stop(
        "The checkpoint of pipeline '"
            + pipeline
            + "' in "
            + database
            + " is gone although the pipeline has run before; starting over could lose or repeat"
            + " events. Restore the file from a backup, or move it away to ingest from the start.");
  }

  private CheckpointDocument parse(String text) throws SinkException {
    try {
      return DocumentJson.read(text);
    } catch (DocumentException e) {
      throw damaged(SqlFailure.firstLine(e));
    }
  }

  private SinkException damaged(String why) {
    return SinkException.stop(
        "The checkpoint of pipeline '"
            + pipeline
            + "' in "
            + database
            + " is damaged: "
            + why
            + ". Restore the file from a backup, or move it away to ingest from the start.");
  }

  private static LocalDateTime utc(CheckpointDocument document) {
    return LocalDateTime.ofInstant(document.writtenAt(), ZoneOffset.UTC);
  }

  private PreparedStatement saveStatement() throws SQLException {
    DuckDBConnection connection = database.connection();
    PreparedStatement prepared = save;
    if (prepared == null || !connection.equals(saveConnection)) {
      prepared = connection.prepareStatement(SAVE);
      save = prepared;
      saveConnection = connection;
    }
    return prepared;
  }
}
