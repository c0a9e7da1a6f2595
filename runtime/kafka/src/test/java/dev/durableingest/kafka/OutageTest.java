package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Goal: whatever happens to the broker and to the way there, nothing is missing, first occurrences
 * are in order, and with transactions nothing is there twice. Method: a pipeline of numbers runs
 * through a proxy and is struck in the middle.
 *
 * <table>
 * <caption>What strikes, and what the run does</caption>
 * <tr><td>connections are cut</td><td>sends again, or asks what was committed</td></tr>
 * <tr><td>the broker is killed and started</td><td>the same; see {@link HangingTransactionTest}</td>
 * </tr>
 * <tr><td>the broker's disk is full, so that it ends</td><td>waits for it, and says so</td></tr>
 * <tr><td>the broker is slow</td><td>is slow</td></tr>
 * <tr><td>answers come when they were given up</td><td>sends again, or asks</td></tr>
 * <tr><td>connections fall silent and stay open</td><td>opens others when no answer comes</td></tr>
 * <tr><td>the first address is dead</td><td>takes the next</td></tr>
 * <tr><td>the topic takes smaller messages only</td><td>sends smaller ones</td></tr>
 * <tr><td>the user may not write any more</td><td>ends in one line; the next run goes on</td></tr>
 * <tr><td>the topic is deleted</td><td>ends in one line</td></tr>
 * </table>
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OutageTest {
  private static final int CUTS = Integer.getInteger("durable-ingest.cuts", 4);
  private static final long FULL_BYTES = 64 << 10; // which a topic soon has

  @TempDir Path folder;
  private Broker broker;
  private TwoRuns runs;

  @BeforeEach
  void makeTopics() throws Exception {
    broker = TestBroker.running();
    runs = new TwoRuns(folder);
    for (String topic : runs.topics()) {
      broker.createTopic(topic, 1, Map.of());
    }
  }

  @AfterEach
  void mend() {
    broker.proxy().refuse(false);
    broker.proxy().slowDown(0);
    broker.proxy().silence(false);
  }

  @Test
  void nothingIsMissingThoughConnectionsAreCut() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("OutageTest: -Dseed=" + seed);
    Random random = new Random(seed);
    runs.start(broker.proxied());
    for (int cut = 0; cut < CUTS; cut++) {
      if (cut == CUTS / 2) {
        runs.awaitHandled(1_000); // from here on they are under way for sure
      }
      Thread.sleep(random.nextInt(150));
      broker.proxy().slowDown(random.nextInt(3));
      broker.proxy().refuse(true);
      Thread.sleep(random.nextInt(100));
      broker.proxy().refuse(false);
    }
    broker.proxy().slowDown(0);
    runs.requireAll(broker);
  }

  @Test
  void nothingIsMissingThoughTheBrokerIsKilled() throws Exception {
    runs.start(broker.proxied()).awaitHandled(1_000);
    broker.kill();
    broker.start();
    runs.awaitHandled(1_000); // where the end of a transaction was lost (KAFKA-20734), of the next
    runs.requireAll(broker);
  }

  @Test
  void nothingIsMissingThoughTheDiskOfTheBrokerIsFull() throws Exception {
    runs.start(broker.proxied()).awaitHandled(1_000);
    assumeTrue(broker.limitFiles(FULL_BYTES), "prlimit cannot limit files here");
    broker.awaitEnd(Runs.PATIENCE);
    runs.awaitProblems("Is the cluster up, is there room on its disks,");
    broker.start();
    runs.awaitHandled(1_000);
    runs.requireAll(broker);
  }

  /** What strikes the broker, and is mended once the run has felt it. */
  enum Fault {
    SLOW,
    /** What is answered comes when it is given up. */
    TOO_SLOW,
    SILENT,
    SMALLER_MESSAGES;

    void strike(Broker broker, List<String> topics, boolean isOn) throws Exception {
      switch (this) {
        case SLOW -> broker.proxy().slowDown(isOn ? 40 : 0);
        case TOO_SLOW -> broker.proxy().slowDown(isOn ? 3_000 : 0);
        case SILENT -> broker.proxy().silence(isOn);
        default -> {
          for (String topic : topics) {
            broker.topics().configure(topic, "max.message.bytes", isOn ? "300" : "1000000");
          }
        }
      }
    }

    /** Whether a run can do nothing until it is over. */
    boolean isWaitedFor() {
      return this == SILENT || this == TOO_SLOW;
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsMissingThoughAFaultLasts(Fault fault) throws Exception {
    runs.start(broker.proxied()).awaitHandled(1_000);
    fault.strike(broker, runs.topics(), true);
    if (fault.isWaitedFor()) {
      runs.awaitProblems("");
    } else {
      runs.awaitHandled(500);
    }
    fault.strike(broker, runs.topics(), false);
    runs.requireAll(broker);
  }

  @Test
  void theFirstAddressMayBeDead() throws Exception {
    runs.start("127.0.0.1:1," + broker.proxied()).awaitHandled(1_000);
    runs.requireAll(broker);
  }

  @Test
  void aPermissionThatIsTakenAwayEndsTheRunInOneLineAndTheNextGoesOn() throws Exception {
    String topic = runs.topics().get(0);
    broker.topics().permit(topic, true);
    PipelineRun run = startAsBob(topic, new Numbers.Endless());
    Runs.await(run, status -> status.handled() >= 500);
    broker.topics().permit(topic, false);

    PipelineStatus end = Runs.awaitEnd(run);
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains(topic, "Allow this user").doesNotContain("\n", "-secret");
    broker.topics().permit(topic, true);
    Numbers.Endless source = new Numbers.Endless();
    PipelineRun next = startAsBob(topic, source);
    Runs.await(next, status -> status.handled() >= 500);
    source.end();
    assertThat(Runs.awaitEnd(next).state()).isEqualTo(RunnerState.STOPPED);
    assertThat(Messages.firstOccurrences(Messages.numbers(broker, topic)))
        .isEqualTo(Messages.upTo(source.last()));
  }

  @Test
  void aTopicThatIsDeletedInTheMiddleEndsTheRunInOneLine() throws Exception {
    String topic = runs.topics().get(0);
    PipelineRun run = start(TwoRuns.url(broker.address()), topic, new Numbers.Endless());
    Runs.await(run, status -> status.handled() >= 500);
    try (var admin = broker.admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
    }

    PipelineStatus end = Runs.awaitEnd(run);
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem())
        .contains("Was the topic deleted?", "create=true")
        .doesNotContain("\n");
  }

  private PipelineRun startAsBob(String topic, Numbers.Endless source) {
    String bob = "bob:bob-secret@" + broker.withLogin();
    return start(TwoRuns.url(bob, "security.protocol=SASL_PLAINTEXT"), topic, source);
  }

  private PipelineRun start(URI url, String topic, Numbers.Endless source) {
    return Numbers.pipeline(source, Numbers.into(SinkTarget.stream(topic, "")))
        .start(Numbers.options(folder, url).batchMaxRecords(200).build());
  }
}
