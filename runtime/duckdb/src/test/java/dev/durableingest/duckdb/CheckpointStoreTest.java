package dev.durableingest.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A DuckDB file that holds checkpoints only, and what is never taken for a first run. */
final class CheckpointStoreTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("checkpoints.duckdb");
  }

  @Test
  void savesRevisionZeroAtTheFirstRunAndGivesItToTheNextOneUnderANewEpoch() throws Exception {
    CheckpointDocument first = Run.firstRun();
    try (CheckpointStore store = open("trades")) {
      assertThat(store.acquire(first)).isEqualTo(first);
    }
    CheckpointDocument second = Run.firstRun();
    try (CheckpointStore store = open("trades")) {
      assertThat(store.acquire(second)).isEqualTo(first.withLease(2, second.owner()));
      assertThat(store.reread()).isEqualTo(first.withLease(2, second.owner()));
    }
  }

  @Test
  void keepsEverythingThatADocumentHolds() throws Exception {
    CheckpointDocument saved;
    try (CheckpointStore store = open("trades")) {
      CheckpointDocument first = store.acquire(Run.firstRun());
      saved =
          first
              .toNext()
              .events(42)
              .writtenAt(Instant.parse("2026-03-29T01:30:00.123456789Z"))
              .position(new StoredValue("Lsn", "{\"lsn\":\"0/18A2F30\"}"))
              .entries(
                  Map.of("matches", Map.of("BTC-USD", new Entry(new StoredValue("Id", "7"), 3))))
              .nextGap(9)
              .build();
      store.save(saved);
      assertThat(store.peek()).contains(saved);
    }
    try (CheckpointStore store = open("trades")) {
      assertThat(store.peek()).contains(saved);
      assertThat(store.acquire(Run.firstRun()).entries()).isEqualTo(saved.entries());
    }
  }

  @Test
  void keepsOneDocumentPerPipeline() throws Exception {
    for (String pipeline : new String[] {"trades", "quakes", "trades"}) {
      try (CheckpointStore store = open(pipeline)) {
        CheckpointDocument document =
            store.acquire(
                CheckpointDocument.firstRun(pipeline, "i-" + pipeline, "o", Instant.EPOCH));
        assertThat(document.incarnation()).isEqualTo("i-" + pipeline);
      }
    }
    assertThat(
            Run.query(file, "SELECT pipeline, epoch FROM durable_ingest.checkpoints ORDER BY ALL"))
        .containsExactly("quakes|1", "trades|2");
  }

  @Test
  void neverTakesALostDocumentForAFirstRun() throws Exception {
    firstRun();
    Run.execute(file, "DELETE FROM durable_ingest.checkpoints");
    try (CheckpointStore store = open("trades")) {
      Failing.with(Verdict.STOP, () -> store.acquire(Run.firstRun()))
          .contains("pipeline 'trades'")
          .contains("is gone")
          .contains("Restore the file from a backup");
    }
  }

  @Test
  void neverTakesADamagedDocumentForAFirstRun() throws Exception {
    firstRun();
    Run.execute(file, "UPDATE durable_ingest.checkpoints SET document = '{\"formatVersion\": 1'");
    try (CheckpointStore store = open("trades")) {
      Failing.with(Verdict.STOP, () -> store.acquire(Run.firstRun())).contains("is damaged");
    }
    Run.execute(
        file, "DELETE FROM durable_ingest.checkpoints", "DELETE FROM durable_ingest.pipelines");
    firstRun();
    Run.execute(file, "UPDATE durable_ingest.checkpoints SET revision = 99");
    try (CheckpointStore store = open("trades")) {
      Failing.with(Verdict.STOP, () -> store.acquire(Run.firstRun()))
          .contains("speak of different documents");
    }
  }

  @Test
  void readsWithoutMakingOrChangingAnything() throws Exception {
    try (CheckpointStore store = open("trades")) {
      assertThat(store.peek()).isEmpty();
    }
    assertThat(folder).isEmptyDirectory();
    firstRun();
    try (CheckpointStore store = open("trades");
        CheckpointStore other = open("quakes")) {
      assertThat(store.peek()).isPresent();
      assertThat(other.peek()).isEmpty();
    }
    assertThat(Run.query(file, "SELECT epoch FROM durable_ingest.checkpoints"))
        .containsExactly("1");
  }

  @Test
  void keepsACopyThatIsNotGuarded() throws Exception {
    CheckpointDocument document = Run.firstRun();
    try (CheckpointStore store = open("trades")) {
      store.copy(document);
      store.copy(document.withLease(7, "somebody"));
      assertThat(store.peek()).contains(document.withLease(7, "somebody"));
    }
  }

  @Test
  void saysWhoHoldsTheLease() throws Exception {
    try (CheckpointStore holder = open("trades");
        CheckpointStore second = open("trades")) {
      holder.acquire(Run.firstRun());
      Failing.with(Verdict.IN_USE, () -> second.acquire(Run.firstRun()))
          .contains(file.toString())
          .contains("pipeline 'trades', process " + ProcessHandle.current().pid());
      Failing.with(Verdict.IN_USE, second::peek).contains("in use by pipeline 'trades'");
      assertThat(holder.reread().revision()).isZero();
    }
    firstRun();
  }

  @Test
  void leavesTheFileToOthersOnceItIsClosed() throws Exception {
    firstRun();
    assertThat(Files.exists(file)).isTrue();
    assertThat(Run.query(file, "SELECT 1")).containsExactly("1");
  }

  private void firstRun() throws SinkException {
    try (CheckpointStore store = open("trades")) {
      store.acquire(Run.firstRun());
    }
  }

  private CheckpointStore open(String pipeline) throws SinkException {
    return new DuckDbCheckpointStoreProvider().open(Run.url(file), pipeline);
  }
}
