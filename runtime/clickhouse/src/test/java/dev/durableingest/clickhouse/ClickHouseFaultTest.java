package dev.durableingest.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.durableingest.clickhouse.engine.EngineProcess;
import dev.durableingest.clickhouse.engine.FaultyProxy;
import dev.durableingest.clickhouse.engine.FaultyProxy.Swallowed;
import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: whatever a ClickHouse that is alive does to a run in its middle, every number is in the
 * table exactly once in the end, counted without FINAL. Method: a real engine, behind a proxy where
 * the network is at fault; the fault is brought about after the first batches, and taken away when
 * the run has told of it.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ClickHouseFaultTest {
  @TempDir Path folder;
  private final EngineProcess engine = Engines.shared();
  private final String database = Engines.newDatabase(engine);
  private final Ingest.Endless source = new Ingest.Endless();
  private FaultyProxy proxy;

  @BeforeEach
  void startProxy() throws Exception {
    proxy = new FaultyProxy(engine.port(), 1);
  }

  @AfterEach
  void stopProxy() throws Exception {
    proxy.close();
  }

  @Test
  void waitsForAnEngineThatAnswersAfterSeconds() throws Exception {
    try (PipelineRun run = start("timeout=1m")) {
      Ingest.await(run, status -> status.handled() > 1_000);
      proxy.delay(2_000);
      long before = run.status().handled();
      Ingest.await(run, status -> status.handled() > before + 500);
      proxy.delay(0);
      assertEndsWell(run);
    }
    Ingest.assertHolds(engine, database, folder, source.last());
  }

  /** The blocks are inserted, and nobody is told. */
  @Test
  void givesAConnectionUpThatDiedWithoutAWordAndInsertsNothingTwice() throws Exception {
    try (PipelineRun run = start("timeout=3s")) {
      Ingest.await(run, status -> status.handled() > 1_000);
      proxy.swallow(Swallowed.ANSWERS);
      awaitTold(run, "does not answer in time");
      proxy.swallow(Swallowed.NOTHING);
      assertEndsWell(run);
    }
    Ingest.assertHolds(engine, database, folder, source.last());
  }

  @Test
  void givesAConnectionUpThatDiedInTheMiddleOfAnAnswer() throws Exception {
    proxy.swallow(Swallowed.BODIES);
    URI url = URI.create(engine.url(proxy.port(), database) + "?timeout=1s");
    Client client = new Client(ClickHouseUrl.parse(url));
    try {
      client.rows("Asking for the version", "SELECT version()", 1);
      throw new AssertionError("There was an answer");
    } catch (SinkException e) {
      assertThat(e.verdict()).isEqualTo(Verdict.RETRY_SAME);
      assertThat(e.getMessage()).contains("does not answer in time");
    }
  }

  @Test
  void waitsUntilAFullDiskHasRoomAgain() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk/data"));
    assumeTrue(
        call("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", disk.toString()),
        "No small file system can be mounted here: needs root on Linux");
    try (EngineProcess small = EngineProcess.start(disk.getParent())) {
      small.ask("CREATE DATABASE market");
      try (PipelineRun run = Ingest.start(small.url("market"), folder, source)) {
        Ingest.await(run, status -> status.handled() > 1_000);
        Path filler = fill(disk.resolve("filler"));
        assertThat(awaitTold(run, "not enough space"))
            .hasLineCount(1)
            .contains("Inserting into 'numbers'");
        Files.delete(filler);
        assertEndsWell(run);
      }
      Ingest.assertHolds(small, "market", folder, source.last());
    } finally {
      call("umount", "-l", disk.toString());
    }
  }

  @Test
  void endsWhenItsTableIsTakenAwayAndGoesOnWhenItIsBack() throws Exception {
    endsWhen("RENAME TABLE %1$s.numbers TO %1$s.elsewhere").contains("Put the table back");
    engine.ask("RENAME TABLE %1$s.elsewhere TO %1$s.numbers".formatted(database));
    assertGoesOn();
  }

  @Test
  void endsWhenAColumnIsDroppedAndGoesOnWhenItIsBack() throws Exception {
    endsWhen("ALTER TABLE %1$s.numbers DROP COLUMN text").contains("'text'");
    engine.ask("ALTER TABLE %1$s.numbers ADD COLUMN text String".formatted(database));
    assertGoesOn();
  }

  private AbstractStringAssert<?> endsWhen(String sql) throws Exception {
    try (PipelineRun run = start("timeout=1m")) {
      Ingest.await(run, status -> status.handled() > 1_000);
      engine.ask(sql.formatted(database));
      PipelineStatus end = Ingest.awaitEnd(run);
      assertThat(end.state()).isEqualTo(RunnerState.FAILED);
      return assertThat(end.problem()).hasLineCount(1);
    }
  }

  private void assertGoesOn() throws Exception {
    try (PipelineRun run = start("timeout=1m")) {
      Ingest.await(run, status -> status.handled() > 1_000);
      assertEndsWell(run);
    }
    Ingest.assertHolds(engine, database, folder, source.last());
  }

  private PipelineRun start(String setting) {
    URI url = URI.create(engine.url(proxy.port(), database) + "?" + setting);
    return Ingest.start(url, folder, source);
  }

  private void assertEndsWell(PipelineRun run) throws InterruptedException {
    source.end();
    PipelineStatus end = Ingest.awaitEnd(run);
    assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.deadLetters()).isZero();
  }

  /** Waits until the run says this, which it does until the fault is taken away. */
  private static String awaitTold(PipelineRun run, String part) throws InterruptedException {
    return Ingest.await(run, status -> status.problem() != null && status.problem().contains(part))
        .problem();
  }

  private static Path fill(Path filler) {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
      return filler;
    }
  }

  private static boolean call(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
