package dev.durableingest.duckdb;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.TransactionalSink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.sink.SinkPosition;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.sink.table.RecordTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tables in a DuckDB file, and the checkpoint document in the same file. Rows wait in an open
 * transaction until the document of the store inside is saved: one commit, one sync.
 *
 * <p>Owned by the pipeline thread.
 */
final class DuckDbSink implements TransactionalSink {
  private final Database database;
  private final CheckpointStore store;
  private final Map<String, RecordTable> tables;
  private @Nullable QueryServer queries;
  private final Map<String, TableWriter> writers = new LinkedHashMap<>();
  private final Map<String, SinkPosition> positions = new LinkedHashMap<>();
  // What is in the open transaction; of a committed one it is forgotten at the next write.
  private final List<RowBatch> written = new ArrayList<>();

  DuckDbSink(Database database, String pipeline, Map<String, RecordTable> tables) {
    this.database = database;
    this.store = new DuckDbCheckpointStore(database, pipeline);
    this.tables = tables;
  }

  @Override
  public String description() {
    return database.toString();
  }

  @Override
  public SinkKind kind() {
    return SinkKind.TRANSACTIONAL;
  }

  @Override
  public CheckpointStore checkpointStore() {
    return store;
  }

  @Override
  public void recover(Map<String, SinkPosition> recorded) throws SinkException {
    try {
      TableIdentities identities = new TableIdentities(database);
      for (RecordTable table : tables.values()) {
        String sinkName = "olap:" + table.name();
        identities.requireUnchanged(table.name(), recorded.get(sinkName));
        writers.put(table.name(), TableWriter.open(database, table));
        positions.put(sinkName, identities.identify(table.name()));
      }
      if (queries == null) {
        queries = QueryServer.start(database);
      }
    } catch (SQLException e) {
      throw SqlFailure.using(database, "Preparing the tables", e);
    }
  }

  @Override
  public SinkBatch newBatch() {
    return new RowBatch();
  }

  @Override
  public void write(SinkBatch batch) throws SinkException {
    RowBatch rows = (RowBatch) batch;
    if (!database.inTransaction()) {
      written.clear();
    }
    try {
      database.begin();
      append(rows);
      written.add(rows);
    } catch (SQLException e) {
      throw undone(SqlFailure.using(database, "Writing", e));
    } catch (AppendFailure e) {
      throw undone(SqlFailure.using(database, "Writing", e.failure()));
    } catch (RuntimeException e) {
      // The appender was given something that it cannot take: a record is at fault, not the file.
      throw undone(
          new SinkException(
              Verdict.SPLIT,
              "A record does not fit its table in " + database + ": " + SqlFailure.firstLine(e),
              e));
    } catch (Error e) {
      database.rollBackForReopening();
      throw e;
    }
  }

  @Override
  public void undo() {
    database.rollBack();
    written.clear();
  }

  @Override
  public Map<String, SinkPosition> positions() {
    return Map.copyOf(positions);
  }

  @Override
  public void close() {
    QueryServer answering = queries;
    if (answering != null) {
      answering.close();
    }
    database.close();
  }

  private void append(RowBatch batch) throws SQLException {
    for (Map.Entry<String, List<Record>> rows : batch.rowsByTable().entrySet()) {
      TableWriter writer = writers.get(rows.getKey());
      if (writer == null) {
        throw new IllegalStateException("Table '" + rows.getKey() + "' was not recovered");
      }
      writer.write(rows.getValue());
    }
  }

  /**
   * Undoes the failed write, and only that: DuckDB can only roll back as a whole, so that what was
   * written before it into the same transaction is written again.
   */
  private SinkException undone(SinkException failure) {
    database.rollBack();
    if (written.isEmpty()) {
      return failure;
    }
    try {
      database.begin();
      for (RowBatch batch : written) {
        append(batch);
      }
      return failure;
    } catch (SQLException | SinkException | RuntimeException e) {
      failure.addSuppressed(e);
      database.rollBackForReopening();
      return new SinkException(Verdict.REOPEN, SqlFailure.firstLine(failure), failure);
    }
  }
}
