package dev.durableingest.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.sink.Finding;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/**
 * Goal: whatever a Redis that is alive does to a run in its middle, every number is in the stream
 * exactly once and in order in the end. Method: a real Redis behind a proxy; the fault is brought
 * about after the first documents, and taken away when the run has told of it.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RedisFaultTest {
  private static final Duration PATIENCE = Duration.ofSeconds(240);

  @TempDir Path folder;
  private RedisServer redis;
  private SilentProxy proxy;
  private Jedis client;
  private Numbers.Endless source;

  @BeforeEach
  void start() throws Exception {
    redis = RedisServer.durable(Files.createDirectory(folder.resolve("redis")));
    proxy = new SilentProxy(redis.port());
    client = redis.client();
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    proxy.close();
    redis.close();
  }

  @Test
  void waitsForARedisThatAnswersAfterSeconds() throws Exception {
    try (PipelineRun run = startRun()) {
      await(run, status -> status.revision() > 3);
      proxy.delay(2_000);
      long before = run.status().revision();
      await(run, status -> status.revision() > before + 1);
      proxy.delay(0);
      assertEndsWell(run);
    }
    assertHoldsEveryNumber();
  }

  @Test
  void saysWhichOptionHelpsWhereAnswersTakeTooLongForTheLease() throws Exception {
    try (PipelineRun run = startRun("3s")) {
      await(run, status -> status.revision() > 3);
      proxy.delay(2_000);
      assertThat(awaitTold(run, "a third of the lease"))
          .hasLineCount(1)
          .contains("longer lease than ?lease=3s");
      proxy.delay(0);
      assertEndsWell(run);
    }
    assertHoldsEveryNumber();
  }

  @Test
  void checkSaysThatAnswersTakeTooLongForTheLease() {
    String url = "redis://127.0.0.1:" + proxy.port();
    assertThat(checked(URI.create(url + "?lease=60s")))
        .noneMatch(fact -> fact.contains("a third of the lease"));
    proxy.delay(500);
    assertThat(checked(URI.create(url + "?lease=1s")))
        .filteredOn(fact -> fact.contains("a third of the lease"))
        .singleElement()
        .asString()
        .contains("longer than 333 ms", "give it a longer lease than ?lease=1s");
  }

  private static List<String> checked(URI url) {
    return new RedisCheckpointStoreProvider()
        .check(url, "p").findings().stream().map(Finding::fact).toList();
  }

  /** Documents are saved, and nobody is told. */
  @Test
  void givesAConnectionUpThatDiedWithoutAWord() throws Exception {
    try (PipelineRun run = startRun()) {
      await(run, status -> status.revision() > 3);
      proxy.swallow(true);
      awaitTold(run, "gave no answer");
      proxy.swallow(false);
      assertEndsWell(run);
    }
    assertHoldsEveryNumber();
  }

  @Test
  void waitsForARedisThatHasNoMemoryLeft() throws Exception {
    try (PipelineRun run = startRun()) {
      await(run, status -> status.revision() > 3);
      client.configSet("maxmemory", "1");
      assertThat(awaitTold(run, "has reached its maxmemory"))
          .hasLineCount(1)
          .contains("give it memory, or free some");
      client.configSet("maxmemory", "0");
      assertEndsWell(run);
    }
    assertHoldsEveryNumber();
  }

  @Test
  void endsWhenRedisBecomesAReplicaAndGoesOnWhenItIsThePrimaryAgain() throws Exception {
    endsWhen(() -> client.replicaof("127.0.0.1", RedisServer.freePort()))
        .contains("is a read-only replica: name the primary");
    client.replicaofNoOne();
    // The run could not give its lease up.
    redis.letLeaseRunOut(
        "durable-ingest::fence::{MS::moosecache::durable-ingest:numbers}", Duration.ZERO);
    assertGoesOn();
  }

  @Test
  void endsWhenItsRightsAreTakenAwayAndGoesOnWhenTheyAreBack() throws Exception {
    endsWhen(() -> client.aclSetUser("default", "-set"))
        .contains("does not allow this user what a checkpoint needs");
    client.aclSetUser("default", "+set");
    assertGoesOn();
  }

  private interface Fault {
    void happens() throws Exception;
  }

  private AbstractStringAssert<?> endsWhen(Fault fault) throws Exception {
    try (PipelineRun run = startRun()) {
      await(run, status -> status.revision() > 3);
      fault.happens();
      PipelineStatus end = awaitEnd(run);
      assertThat(end.state()).isEqualTo(RunnerState.FAILED);
      return assertThat(end.problem()).hasLineCount(1);
    }
  }

  private void assertGoesOn() throws Exception {
    try (PipelineRun run = startRun()) {
      await(run, status -> status.handled() > 100);
      assertEndsWell(run);
    }
    assertHoldsEveryNumber();
  }

  private PipelineRun startRun() {
    return startRun("30s");
  }

  private PipelineRun startRun(String lease) {
    source = new Numbers.Endless();
    return Numbers.pipeline(source)
        .start(
            PipelineOptions.builder().stream(folder.resolve("streams").toUri())
                .checkpoints(URI.create("redis://127.0.0.1:" + proxy.port() + "?lease=" + lease))
                .deadLetters(folder.resolve("dead-letters").toUri())
                .batchMaxRecords(50)
                .build());
  }

  private void assertEndsWell(PipelineRun run) throws InterruptedException {
    source.end();
    PipelineStatus end = awaitEnd(run);
    assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.guarantee()).isEqualTo("effectively-once");
  }

  private static PipelineStatus awaitEnd(PipelineRun run) throws InterruptedException {
    assertThat(run.await(PATIENCE)).as("ended; %s", run.status()).isTrue();
    return run.status();
  }

  /** Waits until the run says this, which it does until the fault is taken away. */
  private static String awaitTold(PipelineRun run, String part) throws InterruptedException {
    return await(run, status -> status.problem() != null && status.problem().contains(part))
        .problem();
  }

  private static PipelineStatus await(PipelineRun run, Predicate<PipelineStatus> condition)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      PipelineStatus status = run.status();
      if (condition.test(status)) {
        return status;
      }
      assertThat(status.state().isFinal()).as("has ended; %s", status).isFalse();
      assertThat(System.nanoTime() - begun).as("still; %s", status).isLessThan(PATIENCE.toNanos());
      Thread.sleep(2);
    }
  }

  private void assertHoldsEveryNumber() throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("streams/numbers"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    assertThat(lines)
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, source.last()).mapToObj(n -> "{\"n\":" + n + "}").toList());
  }
}
