package dev.durableingest.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.sink.SinkBatch;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows and document are there together or not at all, whatever fails in between. */
final class CommitTest {
  private static final ResourceBinding<?, Trade, ?> TRADES =
      Bindings.append("trades", Trade.class, new Trade.Codec());

  @TempDir Path folder;

  @Test
  void commitsRowsOnlyWithTheDocument() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, TRADES)) {
      run.write(TRADES, trades(0, 100));
      run.save(100);
      run.write(TRADES, trades(100, 200));
    }
    assertThat(ids(file)).isEqualTo("100|0|99");
    try (Run run = Run.start(file, TRADES)) {
      assertThat(run.document.events()).isEqualTo(100);
      assertThat(run.document.revision()).isEqualTo(1);
      assertThat(run.document.epoch()).isEqualTo(2);
    }
  }

  @Test
  void savesADocumentWithoutRows() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, TRADES)) {
      run.save(7);
      run.save(3);
    }
    try (Run run = Run.start(file, TRADES)) {
      assertThat(run.document.events()).isEqualTo(10);
    }
  }

  @Test
  void leavesOneFileAfterACleanClose() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, TRADES)) {
      run.write(TRADES, trades(0, 10));
      run.save(10);
    }
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.duckdb", "a.duckdb.lock");
  }

  @Test
  void keepsNothingOfARefusedBatchAndAllOfTheOthers() throws Exception {
    Path file = folder.resolve("a.duckdb");
    refuseTrade(file, 13);
    try (Run run = Run.start(file, TRADES)) {
      Failing.with(Verdict.SPLIT, () -> run.write(TRADES, trades(0, 20))).contains("CHECK");
      run.write(TRADES, trades(0, 13));
      Failing.with(Verdict.SPLIT, () -> run.write(TRADES, trades(13, 14)));
      run.write(TRADES, trades(14, 20));
      run.save(20);
      run.write(TRADES, trades(20, 30));
      run.save(10);
    }
    assertThat(ids(file)).isEqualTo("29|0|29");
    assertThat(Run.query(file, "SELECT count(*) FROM trades WHERE trade_id = 13"))
        .containsExactly("0");
  }

  @Test
  void keepsNothingOfABatchThatBreaksOffInTheMiddle() throws Exception {
    Path file = folder.resolve("a.duckdb");
    Trade whole = Trade.number(30);
    Trade broken =
        new Trade(
            whole.productId(),
            30,
            whole.side(),
            null,
            whole.size(),
            whole.maker(),
            whole.taker(),
            30,
            whole.time(),
            whole.origin());
    try (Run run = Run.start(file, TRADES)) {
      run.write(TRADES, trades(0, 10));
      List<Trade> batch = new ArrayList<>(trades(10, 30));
      batch.add(broken);
      Failing.with(Verdict.SPLIT, () -> run.write(TRADES, batch)).contains("does not fit");
      run.write(TRADES, trades(10, 20));
      run.save(20);
      Failing.with(Verdict.SPLIT, () -> run.write(TRADES, batch));
    }
    assertThat(ids(file)).isEqualTo("20|0|19");
  }

  @Test
  void rollsBackRowsThatAnAppenderStillHolds() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Database database = new Database(DatabaseUrl.parse(Run.url(file)), "a test")) {
      database.open();
      database.execute("CREATE TABLE numbers (n BIGINT)");
      database.begin();
      database.appender(database.catalog(), "numbers").beginRow().append(1L).endRow();
      database.rollBack();
      database.begin();
      database.appender(database.catalog(), "numbers").beginRow().append(2L).endRow();
      database.reopen();
      database.begin();
      database.appender(database.catalog(), "numbers").beginRow().append(3L).endRow();
    }
    assertThat(Run.query(file, "SELECT n FROM numbers")).isEmpty();
  }

  @Test
  void savesNothingMoreUntilItIsRereadWhenASaveTookTheRowsWithIt() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Database database = new Database(DatabaseUrl.parse(Run.url(file)), "a test")) {
      DuckDbCheckpointStore store = new DuckDbCheckpointStore(database, "trades");
      database.open();
      CheckpointDocument document = store.acquire(Run.firstRun());
      DuckDbSink sink = new DuckDbSink(database, "trades", RecordTable.of(List.of(TRADES)));
      sink.recover(document.sinks());
      SinkBatch batch = sink.newBatch();
      trades(0, 10).forEach(trade -> batch.add(TRADES, trade));
      database.execute("ALTER TABLE durable_ingest.checkpoints RENAME TO hidden");
      sink.write(batch);
      Failing.with(Verdict.REOPEN, () -> store.save(next(document))).contains("checkpoints");
      database.execute("ALTER TABLE durable_ingest.hidden RENAME TO checkpoints");
      Failing.with(Verdict.REOPEN, () -> store.save(next(document))).contains("unknown");
      assertThat(store.reread()).isEqualTo(document);
      sink.write(batch);
      store.save(next(document));
    }
    assertThat(ids(file)).isEqualTo("10|0|9");
  }

  @Test
  void writesInTheOrderInWhichRecordsWereAdded() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, TRADES)) {
      run.write(TRADES, trades(0, 5_000));
      run.save(5_000);
    }
    assertThat(Run.query(file, "SELECT count(*) FROM trades WHERE rowid <> trade_id"))
        .containsExactly("0");
  }

  @Test
  void refusesTheSaveOfARunThatLostItsLease() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Database database = new Database(DatabaseUrl.parse(Run.url(file)), "a test")) {
      DuckDbCheckpointStore first = new DuckDbCheckpointStore(database, "trades");
      CheckpointDocument stale = first.acquire(Run.firstRun());
      DuckDbSink sink = new DuckDbSink(database, "trades", RecordTable.of(List.of(TRADES)));
      sink.recover(stale.sinks());
      CheckpointDocument current =
          new DuckDbCheckpointStore(database, "trades").acquire(Run.firstRun());
      assertThat(current.epoch()).isEqualTo(stale.epoch() + 1);
      assertThat(current.incarnation()).isEqualTo(stale.incarnation());
      SinkBatch batch = sink.newBatch();
      batch.add(TRADES, Trade.number(1));
      sink.write(batch);
      Failing.with(Verdict.FENCED, () -> first.save(next(stale)))
          .contains("another run has taken the lease");
      sink.checkpointStore().save(next(current));
    }
    assertThat(ids(file)).startsWith("0|");
  }

  @Test
  void refusesAnyDocumentButTheNextOne() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, TRADES)) {
      run.save(1);
      CheckpointDocument next = run.next(1);
      Failing.with(Verdict.FENCED, () -> run.store.save(run.document));
      Failing.with(Verdict.FENCED, () -> run.store.save(next(next)));
      Failing.with(
          Verdict.FENCED, () -> run.store.save(next.withLease(next.epoch() + 1, next.owner())));
      Failing.with(Verdict.FENCED, () -> run.store.save(next.withLease(next.epoch(), "another")));
      CheckpointDocument afterReset =
          CheckpointDocument.firstRun("trades", "i", next.owner(), next.writtenAt());
      Failing.with(
          Verdict.FENCED,
          () -> run.store.save(next(next(afterReset).withLease(next.epoch(), next.owner()))));
      run.store.save(next);
    }
    try (Run run = Run.start(file, TRADES)) {
      assertThat(run.document.revision()).isEqualTo(2);
    }
  }

  @Test
  void forgetsWhatAnOpenTransactionHeldWhenItIsReread() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, TRADES)) {
      run.write(TRADES, trades(0, 10));
      run.save(10);
      run.write(TRADES, trades(10, 20));
      assertThat(run.store.reread().revision()).isEqualTo(1);
      run.write(TRADES, trades(10, 20));
      run.save(10);
    }
    assertThat(ids(file)).isEqualTo("20|0|19");
  }

  /** A table whose user wants no trade of this number. */
  private static void refuseTrade(Path file, long id) throws Exception {
    try (Run run = Run.start(file, TRADES)) {
      run.save(0);
    }
    Run.execute(
        file,
        "CREATE TABLE copy AS SELECT * FROM trades",
        "DROP TABLE trades",
        "CREATE TABLE trades (product_id VARCHAR NOT NULL, trade_id BIGINT NOT NULL CHECK (trade_id"
            + " <> "
            + id
            + "), side VARCHAR NOT NULL, price DECIMAL(38,18) NOT NULL, size DECIMAL(38,18) NOT"
            + " NULL, maker UUID NOT NULL, taker UUID NOT NULL, sequence BIGINT NOT NULL, time"
            + " TIMESTAMP NOT NULL, origin VARCHAR NOT NULL)");
  }

  static List<Trade> trades(long from, long to) {
    return LongStream.range(from, to).mapToObj(Trade::number).toList();
  }

  /** How many trades there are, the first, and the last: all between are there once. */
  static String ids(Path file) throws Exception {
    assertThat(Run.query(file, "SELECT trade_id FROM trades GROUP BY ALL HAVING count(*) > 1"))
        .isEmpty();
    return Run.query(file, "SELECT count(*), min(trade_id), max(trade_id) FROM trades").get(0);
  }

  private static CheckpointDocument next(CheckpointDocument document) {
    return document.toNext().events(document.events() + 1).build();
  }
}
