package dev.durableingest.duckdb;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.TransactionalSink;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the pipeline loop does with the sink, step by step, for tests. */
final class Run implements AutoCloseable {
  final TransactionalSink sink;
  final CheckpointStore store;
  CheckpointDocument document;

  private Run(TransactionalSink sink, CheckpointDocument document) {
    this.sink = sink;
    this.store = sink.checkpointStore();
    this.document = document;
  }

  /** Opens the sink, takes the lease, recovers. */
  static Run start(URI url, ResourceBinding<?, ?, ?>... resources) throws SinkException {
    TransactionalSink sink =
        (TransactionalSink) new DuckDbSinkProvider().open(url, "trades", List.of(resources));
    try {
      CheckpointDocument document = sink.checkpointStore().acquire(firstRun());
      sink.recover(document.sinks());
      return new Run(sink, document);
    } catch (SinkException e) {
      sink.close();
      throw e;
    }
  }

  static Run start(Path file, ResourceBinding<?, ?, ?>... resources) throws SinkException {
    return start(url(file), resources);
  }

  static URI url(Path file) {
    return URI.create("duckdb:" + file);
  }

  static CheckpointDocument firstRun() {
    return CheckpointDocument.firstRun(
        "trades", UUID.randomUUID().toString(), UUID.randomUUID().toString(), Instant.now());
  }

  <R extends Record> void write(ResourceBinding<?, R, ?> resource, List<R> records)
      throws SinkException {
    sink.write(batch(resource, records));
  }

  <R extends Record> SinkBatch batch(ResourceBinding<?, R, ?> resource, List<R> records) {
    SinkBatch batch = sink.newBatch();
    records.forEach(record -> batch.add(resource, record));
    return batch;
  }

  /** Saves the next document, which counts so many more events. */
  void save(long events) throws SinkException {
    CheckpointDocument next = next(events);
    store.save(next);
    document = next;
  }

  /** The document that follows the current one. */
  CheckpointDocument next(long events) {
    return document
        .toNext()
        .events(document.events() + events)
        .writtenAt(Instant.now())
        .position(null)
        .sinks(sink.positions())
        .build();
  }

  @Override
  public void close() {
    store.close();
    sink.close();
  }

  /** What any DuckDB client reads when nothing runs: rows with their values between bars. */
  static List<String> query(Path file, String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
          line.append(i == 1 ? "" : "|").append(rows.getObject(i));
        }
        lines.add(line.toString());
      }
    }
    return lines;
  }

  /** Runs statements as a user would, when nothing runs. */
  static void execute(Path file, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
