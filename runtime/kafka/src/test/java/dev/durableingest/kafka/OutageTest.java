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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: whatever happens to the broker and to the way there, nothing is missing, first occurrences
 * are in order, and with transactions nothing is there twice. Method: a pipeline of numbers runs
 * through a proxy while its connections are cut, the broker is killed and comes back. A broker that
 * is killed may lose the end of a transaction, see {@link HangingTransactionTest}.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class OutageTest {
  private static final int CUTS = Integer.getInteger("durable-ingest.cuts", 4);
  private static final long END = 8_000;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  // What a production broker has half a minute for, so that tests need not wait as long.
  private static final List<String> HASTY =
      List.of("delivery.timeout.ms=4000", "request.timeout.ms=1500", "max.block.ms=4000");

  @TempDir Path folder;
  private String topic = "";
  private Broker broker;

  @AfterEach
  void mend() {
    broker.proxy().refuse(false);
    broker.proxy().slowDown(0);
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

  @Test
  void aTopicThatIsDeletedInTheMiddleEndsTheRunInOneLine() throws Exception {
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
    broker = TestBroker.running();
    topic = TestBroker.newName("outage");
    broker.createTopic(topic, 1, Map.of());
    List<String> parameters = new ArrayList<>(HASTY);
    parameters.add("create=true");
    parameters.add("lease=2s");
    URI url = Broker.url(broker.proxied(), parameters.toArray(String[]::new));
    PipelineOptions.Builder options =
        Numbers.options(folder, url).batchMaxRecords(200).pipelineId(topic);
    if (transactional) {
      options.checkpoints(url);
    }
    return Numbers.pipeline(
            Numbers.upTo(END, 100, Duration.ofMillis(2)),
            Numbers.into(SinkTarget.stream(topic, "")))
        .start(options.build());
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
