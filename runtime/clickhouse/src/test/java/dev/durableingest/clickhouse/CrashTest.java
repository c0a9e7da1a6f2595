package dev.durableingest.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.clickhouse.engine.EngineProcess;
import dev.durableingest.clickhouse.engine.FaultyProxy;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.pipeline.Maintenance;
import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.sink.SinkException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: whatever dies, every number is in the table exactly once, counted without FINAL, and in the
 * stream exactly once and in order. Method: a real engine behind a proxy that loses answers of
 * inserts that were applied; the workflow's process, or the engine, is killed at random moments; a
 * last run ends by itself; then everything is counted.
 */
@Timeout(value = 1_200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashTest {
  private static final int KILLS = Integer.getInteger("kills", 3);

  @TempDir Path folder;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private EngineProcess engine;

  @BeforeEach
  void startEngine() {
    System.out.println("CrashTest: -Dseed=" + seed);
    engine = EngineProcess.start(folder.resolve("engine"));
    engine.ask("CREATE DATABASE market");
  }

  @AfterEach
  void killEngine() {
    engine.close();
  }

  @Test
  void holdsEveryNumberOnceThoughTheProcessIsKilledAndAnswersAreLost() throws Exception {
    try (FaultyProxy proxy = new FaultyProxy(engine.port(), seed)) {
      URI url = engine.url(proxy.port(), "market");
      for (int kill = 0; kill < KILLS; kill++) {
        // Few at first: to open needs many answers, and each that is lost doubles the wait.
        proxy.lose(0.05);
        Process child = start(url, Long.MAX_VALUE);
        long before = count();
        while (count() == before && child.isAlive()) {
          Thread.sleep(20);
        }
        proxy.lose(0.2);
        Thread.sleep(random.nextInt(300));
        child.destroyForcibly().waitFor();
      }
      proxy.lose(0.05);
      assertEndsWithEveryNumber(url, maximum() + 500);
    }
  }

  @Test
  void holdsEveryNumberOnceThoughTheEngineIsKilled() throws Exception {
    URI url = engine.url("market");
    Ingest.Endless source = new Ingest.Endless();
    try (PipelineRun run = Ingest.start(url, folder, source)) {
      for (int kill = 0; kill < 2; kill++) {
        long before = run.status().handled();
        Ingest.await(run, status -> status.handled() >= before + 4_000);
        Thread.sleep(random.nextInt(100));
        engine.kill();
        Thread.sleep(random.nextInt(300));
        engine.restart();
      }
      source.end();
      PipelineStatus end = Ingest.awaitEnd(run);
      assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    }
    Ingest.assertHolds(engine, "market", folder, source.last());
  }

  /**
   * Goal: after a reset the same numbers come in again. Method: rows are deleted, which forgets no
   * token; the new run has another incarnation, and so other tokens.
   */
  @Test
  void takesTheSameNumbersAgainAfterAReset() throws Exception {
    URI url = engine.url("market");
    assertThat(Ingest.start(url, folder, 1_000, 100).await().state())
        .isEqualTo(RunnerState.STOPPED);
    engine.ask("ALTER TABLE market.numbers DELETE WHERE 1 SETTINGS mutations_sync = 1");
    delete(folder.resolve("checkpoints"));
    delete(folder.resolve("streams"));
    delete(folder.resolve("dead-letters"));
    assertThat(Ingest.start(url, folder, 1_000, 100).await().state())
        .isEqualTo(RunnerState.STOPPED);
    Ingest.assertHolds(engine, "market", folder, 1_000);
  }

  @Test
  void losesNothingWhenTheEngineTakesNoWritesForAWhile() throws Exception {
    URI url = engine.url("market");
    assertThat(Ingest.start(url, folder, 100, 50).await().state()).isEqualTo(RunnerState.STOPPED);
    engine.kill();
    engine.restartReadOnly();
    PipelineStatus refused = Ingest.start(url, folder, 200, 50).await();
    assertThat(refused.state()).isEqualTo(RunnerState.FAILED);
    assertThat(refused.problem()).contains("Use a user or server that may write").hasLineCount(1);
    engine.kill();
    engine.restart();
    assertThat(Ingest.start(url, folder, 300, 50).await().state()).isEqualTo(RunnerState.STOPPED);
    Ingest.assertHolds(engine, "market", folder, 300);
  }

  /**
   * Goal: an operator's reset does not repeat a block that is under way. Method: every answer of an
   * insert is lost and the process is killed, so that a block is applied whose document was never
   * saved; a reset is refused until a run has committed it.
   */
  @Test
  void refusesAResetUntilTheBlockUnderWayIsCommitted() throws Exception {
    URI checkpoints = folder.resolve("checkpoints").toUri();
    Maintenance maintenance = new Maintenance("ticks", checkpoints);
    try (FaultyProxy proxy = new FaultyProxy(engine.port(), seed)) {
      Process child = start(engine.url(proxy.port(), "market"), Long.MAX_VALUE);
      while (count() == 0 && child.isAlive()) {
        Thread.sleep(20);
      }
      proxy.lose(1); // from the next insert on nothing is known, and so nothing is saved
      while (maximum() <= saved(checkpoints)) {
        Thread.sleep(20);
      }
      child.destroyForcibly().waitFor();
    }
    assertThatThrownBy(() -> maintenance.reset(null))
        .hasMessageContaining("ended in the middle of a batch")
        .hasMessageContaining("Run the pipeline once");
    assertEndsWithEveryNumber(engine.url("market"), maximum() + 10);
    maintenance.reset(null);
  }

  /** Goal: the label tells the truth. Method: the same table, with a window and without. */
  @Test
  void promisesNoMoreThanTheTableCanKeep() throws Exception {
    URI url = engine.url("market");
    assertThat(guarantee(url)).isEqualTo("effectively-once");
    engine.ask("ALTER TABLE market.numbers MODIFY SETTING non_replicated_deduplication_window = 0");
    assertThat(guarantee(url)).startsWith("at-least-once").contains("notes effectively-once");
    engine.ask(
        "ALTER TABLE market.numbers MODIFY SETTING non_replicated_deduplication_window = 100");
    assertThat(guarantee(url)).isEqualTo("effectively-once");
    assertThat(guarantee(URI.create(url + "?async_insert=1"))).startsWith("at-least-once");
  }

  private String guarantee(URI url) throws InterruptedException {
    PipelineStatus end = Ingest.start(url, folder, 10, 100).await();
    assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    return end.guarantee();
  }

  private void assertEndsWithEveryNumber(URI url, long last) throws Exception {
    Process child = start(url, last);
    assertThat(child.waitFor(Ingest.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).as(Files.readString(folder.resolve("child.log"))).isZero();
    Ingest.assertHolds(engine, "market", folder, last);
    System.out.println("CrashTest: " + KILLS + " kills, " + last + " numbers");
  }

  /** The last number that the saved document speaks of. */
  private static long saved(URI checkpoints) throws SinkException {
    try (CheckpointStore store = CheckpointUrls.provider(checkpoints).open(checkpoints, "ticks")) {
      return store
          .peek()
          .map(document -> document.entries().get("numbers"))
          .map(partitions -> partitions.get("").cursor())
          .map(cursor -> Long.parseLong(cursor.json()))
          .orElse(0L);
    }
  }

  private long count() {
    return number("count()");
  }

  private long maximum() {
    return number("max(id)");
  }

  private long number(String expression) {
    boolean exists =
        engine.ask("SELECT count() FROM system.tables WHERE database = 'market'").equals("1");
    return exists ? Long.parseLong(engine.ask("SELECT " + expression + " FROM market.numbers")) : 0;
  }

  private Process start(URI url, long last) throws IOException {
    return Ingest.launch(folder, url, folder, last);
  }

  private static void delete(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
