package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
 * <tr><td>the broker is slow</td><td>is slow</td></tr>
 * <tr><td>connections fall silent and stay open</td><td>opens others when no answer comes</td></tr>
 * <tr><td>the first address is dead</td><td>takes the next</td></tr>
 * <tr><td>the topic takes smaller messages only</td><td>sends smaller ones</td></tr>
 * <tr><td>the user may not write any more</td><td>ends in one line; the next run goes on</td></tr>
 * <tr><td>the topic is deleted</td><td>ends in one line</td></tr>
 * </table>
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OutageTest {
  private static final int CUTS = Integer.getInteger("durable-ingest.cuts", 4);
  private static final long END = 8_000;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  // What a production broker has half a minute for, so that tests need not wait as long.
  private static final List<String> HASTY =
      List.of("delivery.timeout.ms=4000", "request.timeout.ms=1500", "max.block.ms=4000");

  // Slow enough for a run to be under way still when its topic has been changed.
  private static final Duration LEISURE = Duration.ofMillis(60);

  @TempDir Path folder;
  private Duration pause = Duration.ofMillis(2);
  private String topic = "";
  private Broker broker;

  @AfterEach
  void mend() {
    broker.proxy().refuse(false);
    broker.proxy().slowDown(0);
    broker.proxy().silence(false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsMissingThoughConnectionsAreCut(boolean transactional) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("OutageTest: -Dseed=" + seed);
    Random random = new Random(seed);
    PipelineRun run = start(transactional);
    for (int cut = 0; cut < CUTS && isGoing(run); cut++) {
      Thread.sleep(random.nextInt(150));
      broker.proxy().slowDown(random.nextInt(3));
      broker.proxy().refuse(true);
      Thread.sleep(random.nextInt(100));
      broker.proxy().refuse(false);
    }
    broker.proxy().slowDown(0);
    requireAll(run, transactional);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsMissingThoughTheBrokerIsKilled(boolean transactional) throws Exception {
    PipelineRun run = start(transactional);
    awaitEvents(run, 1_000);
    broker.kill();
    Thread.sleep(300);
    broker.start();
    requireAll(run, transactional);
  }

  /** What strikes the broker, and is mended once the run has felt it. */
  enum Fault {
    SLOW,
    SILENT,
    SMALLER_MESSAGES;

    void strike(Broker broker, String topic, boolean isOn) throws Exception {
      switch (this) {
        case SLOW -> broker.proxy().slowDown(isOn ? 40 : 0);
        case SILENT -> broker.proxy().silence(isOn);
        default -> broker.configure(topic, "max.message.bytes", isOn ? "300" : "1000000");
      }
    }

    boolean isFelt(PipelineRun run, long handledBefore) {
      return switch (this) {
        case SILENT -> run.status().problem() != null;
        default -> run.status().handled() > handledBefore + 500;
      };
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SLOW, false",
    "SLOW, true",
    "SILENT, false",
    "SILENT, true",
    "SMALLER_MESSAGES, false",
    "SMALLER_MESSAGES, true"
  })
  void nothingIsMissingThoughAFaultLasts(Fault fault, boolean transactional) throws Exception {
    pause = LEISURE;
    PipelineRun run = start(transactional);
    awaitEvents(run, 1_000);
    fault.strike(broker, topic, true);
    long before = run.status().handled();
    while (isGoing(run) && !fault.isFelt(run, before)) {
      Thread.sleep(10);
    }
    assertThat(isGoing(run)).as("going on; %s", run.status()).isTrue();
    if (run.status().problem() != null) {
      System.out.println("OutageTest: " + fault + ": " + run.status().problem());
      assertThat(run.status().problem()).doesNotContain("\n");
    }
    fault.strike(broker, topic, false);
    requireAll(run, transactional);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFirstAddressMayBeDead(boolean transactional) throws Exception {
    requireAll(
        startAt("127.0.0.1:1," + TestBroker.running().proxied(), transactional), transactional);
  }

  @Test
  void aPermissionThatIsTakenAwayEndsTheRunInOneLineAndTheNextGoesOn() throws Exception {
    pause = LEISURE;
    broker = TestBroker.running();
    String bob = "bob:bob-secret@" + broker.withLogin();
    topic = newTopic();
    broker.permit(topic, true);
    PipelineRun run = startAt(bob, false, "security.protocol=SASL_PLAINTEXT");
    awaitEvents(run, 500);
    broker.permit(topic, false);

    assertThat(run.await(PATIENCE)).isTrue();
    PipelineStatus end = run.status();
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains(topic, "Allow this user").doesNotContain("\n", "-secret");
    broker.permit(topic, true);
    requireAll(startAt(bob, false, "security.protocol=SASL_PLAINTEXT"), false);
  }

  @Test
  void aTopicThatIsDeletedInTheMiddleEndsTheRunInOneLine() throws Exception {
    pause = LEISURE;
    PipelineRun run = start(false);
    awaitEvents(run, 500);
    try (var admin = broker.admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
    }

    assertThat(run.await(PATIENCE)).isTrue();
    PipelineStatus end = run.status();
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem())
        .contains("Was the topic deleted?", "create=true")
        .doesNotContain("\n");
  }

  private PipelineRun start(boolean transactional) throws Exception {
    return startAt(TestBroker.running().proxied(), transactional);
  }

  private PipelineRun startAt(String servers, boolean transactional, String... more)
      throws Exception {
    broker = TestBroker.running();
    if (topic.isEmpty()) {
      topic = newTopic();
    }
    List<String> parameters = new ArrayList<>(HASTY);
    parameters.add("create=true");
    parameters.add("lease=2s");
    parameters.addAll(List.of(more));
    URI url = Broker.url(servers, parameters.toArray(String[]::new));
    PipelineOptions.Builder options =
        Numbers.options(folder, url).batchMaxRecords(200).pipelineId(topic);
    if (transactional) {
      options.checkpoints(url);
    }
    return Numbers.pipeline(
            Numbers.upTo(END, 100, pause), Numbers.into(SinkTarget.stream(topic, "")))
        .start(options.build());
  }

  private static String newTopic() throws Exception {
    String topic = TestBroker.newName("outage");
    TestBroker.running().createTopic(topic, 1, Map.of());
    return topic;
  }

  private void requireAll(PipelineRun run, boolean transactional) throws Exception {
    boolean ended = run.await(PATIENCE);
    PipelineStatus end = run.status();
    assertThat(ended).as("ended; %s", end).isTrue();
    assertThat(end.state()).as(end.problem()).isEqualTo(RunnerState.STOPPED);
    List<Long> numbers = Messages.numbers(broker, topic);
    System.out.println(
        "OutageTest: " + END + " events, " + (numbers.size() - END) + " there twice");
    if (transactional) {
      assertThat(end.guarantee()).isEqualTo("effectively-once");
      assertThat(numbers).isEqualTo(Messages.upTo(END));
    } else {
      assertThat(Messages.firstOccurrences(numbers)).isEqualTo(Messages.upTo(END));
    }
  }

  private static void awaitEvents(PipelineRun run, long events) throws InterruptedException {
    while (isGoing(run) && run.status().handled() < events) {
      Thread.sleep(10);
    }
    assertThat(isGoing(run)).as("going on; %s", run.status()).isTrue();
  }

  private static boolean isGoing(PipelineRun run) {
    return !run.status().state().isFinal();
  }
}
