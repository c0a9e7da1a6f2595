package dev.durableingest.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.clickhouse.engine.EngineProcess;
import dev.durableingest.clickhouse.engine.FaultyProxy;
import dev.durableingest.clickhouse.engine.FaultyProxy.Swallowed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/**
 * Goal: a run that goes on elsewhere inserts no block a second time, counted without FINAL. Method:
 * a real engine, behind a proxy that loses answers of inserts that were applied, and a real Redis
 * with the checkpoints; every run is a process in a folder of its own, has nothing of the run
 * before it, cuts its batches elsewhere, and is killed.
 */
@Timeout(value = 1_200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MovingRunTest {
  private static final int KILLS = Integer.getInteger("kills", 3);

  @TempDir Path folder;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final Random random = new Random(seed);
  private EngineProcess engine;
  private FaultyProxy proxy;
  private SharedRedis redis;
  private int runs;

  @BeforeEach
  void startServers() throws Exception {
    System.out.println("MovingRunTest: -Dseed=" + seed);
    engine = EngineProcess.start(folder.resolve("engine"));
    engine.ask("CREATE DATABASE market");
    engine.ask(
        "CREATE TABLE market.numbers (id Int64, text String) ENGINE = MergeTree ORDER BY id"
            + " SETTINGS non_replicated_deduplication_window = 10000");
    proxy = new FaultyProxy(engine.port(), seed);
    redis = SharedRedis.start(folder.resolve("redis"));
  }

  @AfterEach
  void stopServers() throws Exception {
    proxy.close();
    engine.close();
    redis.close();
  }

  /** The first run dies between insert and save; the second one commits that very block. */
  @Test
  void theBlockUnderWayIsSentAgainByARunOnAnotherMachine() throws Exception {
    Process first = launch(Long.MAX_VALUE);
    awaitRows(first, 1_000);
    proxy.swallow(Swallowed.ANSWERS);
    while (count() <= saved()) {
      Thread.sleep(5);
    }
    kill(first);
    proxy.swallow(Swallowed.NOTHING);
    assertThat(count()).as("a block is in whose document was not saved").isGreaterThan(saved());
    assertEndsWithEveryNumber();
  }

  @Test
  void holdsEveryNumberOnceThoughEveryRunIsKilledElsewhere() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      Process run = launch(Long.MAX_VALUE);
      awaitRows(run, count() + 1);
      // Not from the start on: to open needs many answers, and each that is lost doubles the wait.
      proxy.lose(0.2);
      Thread.sleep(random.nextInt(300));
      kill(run);
      proxy.lose(0);
    }
    assertEndsWithEveryNumber();
  }

  /** The next run need not wait for the lease of this one. */
  private void kill(Process run) throws Exception {
    run.destroyForcibly().waitFor();
    redis.letLeaseRunOut("ticks");
  }

  private void awaitRows(Process run, long rows) throws Exception {
    while (count() < rows) {
      assertThat(run.isAlive()).as(Files.readString(ownFolder().resolve("child.log"))).isTrue();
      Thread.sleep(20);
    }
  }

  private void assertEndsWithEveryNumber() throws Exception {
    long last = Long.parseLong(engine.ask("SELECT max(id) FROM market.numbers")) + 500;
    Process run = launch(last);
    assertThat(run.waitFor(Ingest.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).as(Files.readString(ownFolder().resolve("child.log"))).isZero();
    assertThat(engine.ask("SELECT count(), uniqExact(id), min(id), max(id) FROM market.numbers"))
        .isEqualTo(last + "\t" + last + "\t1\t" + last);
    System.out.println("MovingRunTest: " + runs + " runs, " + last + " numbers");
  }

  private Process launch(long last) throws IOException {
    runs++;
    Path own = Files.createDirectories(ownFolder());
    URI olap = engine.url(proxy.port(), "market");
    return Ingest.launch(own, olap, own, last, redis.url("lease=30s"), 100 + random.nextInt(200));
  }

  private Path ownFolder() {
    return folder.resolve("machine-" + runs);
  }

  private long count() {
    return Long.parseLong(engine.ask("SELECT count() FROM market.numbers"));
  }

  /** How many numbers the stored document speaks of. */
  private long saved() {
    try (Jedis client = redis.client()) {
      return Long.parseLong(
          client
              .get("MS::moosecache::durable-ingest:ticks")
              .replaceAll(".*\"events\":(\\d+).*", "$1"));
    }
  }
}
