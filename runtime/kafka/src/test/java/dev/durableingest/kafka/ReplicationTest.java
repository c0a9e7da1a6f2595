package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineCheck;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.Finding.Outcome;
import dev.durableingest.runtime.wiring.SinkTarget;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Goal: while too few brokers have a topic, a run waits and says for what; no record is refused,
 * set aside or lost for it. And who keeps a topic at one broker is told beforehand. Method: two
 * brokers, one of which goes away in the middle.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ReplicationTest {
  private static final Map<String, String> TWO = Map.of("min.insync.replicas", "2");

  @TempDir static Path data;
  private static Broker first;
  private static Broker second;

  @TempDir Path folder;

  @BeforeAll
  static void startTwoBrokers() throws Exception {
    TestBroker.quieten();
    List<Broker> brokers = Broker.startTwo(data);
    first = brokers.get(0);
    second = brokers.get(1);
  }

  @AfterAll
  static void stopThem() throws Exception {
    for (Broker broker : List.of(second, first)) {
      broker.kill();
      broker.close();
    }
  }

  @Test
  void aRunWaitsForAReplicaThatIsMissingAndThenHasAll() throws Exception {
    TwoRuns runs = new TwoRuns(folder);
    for (String topic : runs.topics()) {
      first.createTopicAt(List.of(2, 1), topic, TWO);
    }
    String alone = TestBroker.newName("alone");
    first.createTopicAt(List.of(2), alone, Map.of());
    runs.start(first.address()).awaitHandled(1_000);
    second.kill();

    assertThat(runs.awaitProblems(" has 1 of 2 replicas in sync, and min.insync"))
        .allMatch(problem -> problem.contains(" waits: partition 0 of topic "))
        .allMatch(problem -> problem.contains("broker 2 is down or behind. Bring one back."));
    assertThat(check(runs.topics().get(0)))
        .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.FAILS))
        .satisfies(finding -> assertThat(finding.fact()).contains("takes no records", "broker 2"));
    PipelineRun waiting = startWithoutALeader(alone);

    second.start();
    runs.awaitHandled(1_000);
    runs.requireAll(first);
    assertThat(Runs.awaitEnd(waiting).state()).isEqualTo(RunnerState.STOPPED);
    assertThat(Messages.firstOccurrences(Messages.numbers(first, alone)))
        .isEqualTo(Messages.upTo(10));
    assertThat(checkpoints(runs.topics().get(0)))
        .as("a topic that was made for two brokers is kept by both")
        .contains("partitions 1, replicas 2, min.insync.replicas 2");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, compact, has 1 replica and min.insync.replicas=1, WEAK",
    "2, 1, compact, has 2 replicas and min.insync.replicas=1, WEAK",
    "2, 2, compact, '', OK",
    "2, 2, delete, cleanup.policy=delete, FAILS"
  })
  void aRunAndItsCheckSayHowACheckpointCouldBeLost(
      int replicas, String inSync, String cleanup, String said, Outcome outcome) throws Exception {
    String pipeline = TestBroker.newName("kept");
    String topic = "durable-ingest.checkpoints." + pipeline;
    Map<String, String> settings =
        Map.of(
            "min.insync.replicas",
            inSync,
            "cleanup.policy",
            cleanup,
            "message.timestamp.type",
            "LogAppendTime");
    first.createTopicAt(List.of(1, 2).subList(0, replicas), topic, settings);
    first.createTopicAt(List.of(1, 2), pipeline, TWO);
    URI url = Broker.url(first.address(), "lease=1s");

    PipelineOptions options =
        Numbers.options(folder, url).checkpoints(url).pipelineId(pipeline).build();
    Pipeline numbers =
        Numbers.pipeline(Numbers.upTo(10), Numbers.into(SinkTarget.stream(pipeline, "")));
    List<Finding> findings =
        PipelineCheck.of(numbers, options).stream()
            .filter(finding -> (finding.what() + finding.fact()).contains(topic))
            .toList();
    List<String> heard = new ArrayList<>();
    PipelineStatus end = listening(heard, () -> numbers.start(options).await());

    assertThat(findings).extracting(Finding::outcome).contains(outcome);
    if (outcome == Outcome.FAILS) {
      assertThat(end.state()).isEqualTo(RunnerState.FAILED);
      assertThat(end.problem()).isEqualTo(findings.get(1).fact()).contains(said);
    } else {
      assertThat(findings.get(0).fact()).contains("replicas " + replicas);
      assertThat(end.state()).as(end.problem()).isEqualTo(RunnerState.STOPPED);
      assertThat(heard)
          .hasSize(outcome == Outcome.WEAK ? 1 : 0)
          .allMatch(line -> line.contains(said));
    }
  }

  /** Does something and keeps what is logged of checkpoint topics meanwhile. */
  private static <T> T listening(List<String> heard, Callable<T> what) throws Exception {
    Logger logger = Logger.getLogger(CheckpointTopic.class.getName());
    Handler listener =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            heard.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(listener);
    try {
      return what.call();
    } finally {
      logger.removeHandler(listener);
    }
  }

  private PipelineRun startWithoutALeader(String topic) throws Exception {
    PipelineRun run =
        Numbers.pipeline(Numbers.upTo(10), Numbers.into(SinkTarget.stream(topic, "")))
            .start(Numbers.options(folder, TwoRuns.url(first.address())).build());
    String why = "partition 0 of topic " + topic + " has no leader: broker 2 is down";
    String problem = Runs.awaitProblem(run, why);
    System.out.println(problem);
    assertThat(problem).doesNotContain("\n");
    return run;
  }

  private static Finding check(String topic) {
    return new KafkaStreamProvider()
        .check(
            Broker.url(first.address()), "p", List.of(Numbers.into(SinkTarget.stream(topic, ""))))
        .findings()
        .get(0);
  }

  private static List<String> checkpoints(String pipeline) {
    return new KafkaCheckpointStoreProvider()
        .check(Broker.url(first.address()), pipeline).findings().stream()
            .map(Finding::fact)
            .toList();
  }
}
