package dev.durableingest.duckdb;

import static dev.durableingest.duckdb.Loose.maybe;
import static dev.durableingest.duckdb.Loose.number;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What DuckDB refuses, and whose fault that is: a record's, which is looked for by taking the batch
 * apart, or the table's, which somebody has to mend.
 */
final class RefusalTest {
  private static final ResourceBinding<Loose, Loose, Long> LOOSE =
      Loose.resource(number("id"), maybe("value"));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameAFile() {
    file = folder.resolve("a.duckdb");
  }

  @Test
  void isTheRecordsFaultThatAKeyIsThereAlready() throws Exception {
    Run.execute(file, "CREATE TABLE loose (id BIGINT NOT NULL UNIQUE, value BIGINT)");
    try (Run run = Run.start(file, LOOSE)) {
      run.write(LOOSE, List.of(Loose.of(1L, 1L)));
      run.save(1);
      Failing.with(Verdict.SPLIT, () -> run.write(LOOSE, List.of(Loose.of(1L, 2L))))
          .contains("Duplicate key");
      Failing.with(
          Verdict.SPLIT, () -> run.write(LOOSE, List.of(Loose.of(3L, 1L), Loose.of(3L, 2L))));
    }
  }

  @Test
  void isTheRecordsFaultThatAValueIsMissing() throws Exception {
    Run.execute(file, "CREATE TABLE loose (id BIGINT NOT NULL, value BIGINT)");
    ResourceBinding<Loose, Loose, Long> loose = Loose.resource(number("id"), maybe("value"));
    try (Run run = Run.start(file, loose)) {
      Failing.with(Verdict.SPLIT, () -> run.write(loose, List.of(Loose.of(null, 2L))))
          .contains("NOT NULL constraint");
    }
  }

  @Test
  void isTheRecordsFaultThatAConditionOfTheTableDoesNotHold() throws Exception {
    Run.execute(
        file,
        "CREATE TABLE parents (id BIGINT PRIMARY KEY)",
        "INSERT INTO parents VALUES (1)",
        "CREATE TABLE loose (id BIGINT NOT NULL REFERENCES parents (id), value BIGINT CHECK (value <"
            + " 9))");
    try (Run run = Run.start(file, LOOSE)) {
      Failing.with(Verdict.SPLIT, () -> run.write(LOOSE, List.of(Loose.of(1L, 9L))))
          .contains("CHECK constraint");
      Failing.with(Verdict.SPLIT, () -> run.write(LOOSE, List.of(Loose.of(2L, 1L))))
          .contains("foreign key constraint");
      run.write(LOOSE, List.of(Loose.of(1L, 1L)));
      run.save(1);
    }
  }

  @Test
  void isTheTablesFaultThatItIsGone() throws Exception {
    stopsAfter("DROP TABLE loose");
  }

  @Test
  void isTheTablesFaultThatItHasAnotherColumn() throws Exception {
    stopsAfter("ALTER TABLE loose ADD COLUMN more BIGINT");
  }

  @Test
  void isTheTablesFaultThatAColumnIsGone() throws Exception {
    stopsAfter("ALTER TABLE loose DROP COLUMN value");
  }

  private void stopsAfter(String sql) throws Exception {
    try (Database database = new Database(DatabaseUrl.parse(Run.url(file)), "a test")) {
      DuckDbCheckpointStore store = new DuckDbCheckpointStore(database, "trades");
      database.open();
      CheckpointDocument document = store.acquire(Run.firstRun());
      DuckDbSink sink = new DuckDbSink(database, "trades", RecordTable.of(List.of(LOOSE)));
      sink.recover(document.sinks());
      database.execute(sql);
      SinkBatch batch = sink.newBatch();
      batch.add(LOOSE, Loose.of(1L, 2L));
      Failing.with(Verdict.STOP, () -> sink.write(batch)).contains("altered or dropped");
    }
  }
}
