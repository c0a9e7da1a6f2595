package dev.durableingest.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.Guarantee;
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

/**
 * The same numbers into two topics at the same time, with transactions and without, so that a fault
 * strikes both.
 */
final class TwoRuns {
  /** The last number. */
  static final long END = 8_000;

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  // What a production broker has half a minute for, so that tests need not wait as long.
  private static final List<String> HASTY =
      List.of(
          "delivery.timeout.ms=4000",
          "request.timeout.ms=1500",
          "max.block.ms=4000",
          "create=true",
          "lease=2s");

  private final Path folder;
  private final String once = TestBroker.newName("once");
  private final String atLeastOnce = TestBroker.newName("at-least-once");
  private final List<PipelineRun> runs = new ArrayList<>();

  TwoRuns(Path folder) {
    this.folder = folder;
  }

  /** The topics, that of the transactions first. */
  List<String> topics() {
    return List.of(once, atLeastOnce);
  }

  /** A URL for a run that loses its patience early. */
  static URI url(String servers, String... more) {
    List<String> parameters = new ArrayList<>(HASTY);
    parameters.addAll(List.of(more));
    return Broker.url(servers, parameters.toArray(String[]::new));
  }

  /**
   * Starts both.
   *
   * @param pause how long the source rests after a hundred numbers
   */
  TwoRuns start(String servers, Duration pause) {
    URI url = url(servers);
    runs.add(
        start(
            options(url, once).checkpoints(url).require(Guarantee.EFFECTIVELY_ONCE), once, pause));
    runs.add(start(options(url, atLeastOnce), atLeastOnce, pause));
    return this;
  }

  /** Whether both are under way. */
  boolean areGoing() {
    return runs.stream().noneMatch(run -> run.status().state().isFinal());
  }

  /** How many numbers the slower one has handled. */
  long handled() {
    return runs.stream().mapToLong(run -> run.status().handled()).min().orElseThrow();
  }

  /** Waits until both have handled so many. */
  void awaitHandled(long events) throws InterruptedException {
    while (areGoing() && handled() < events) {
      Thread.sleep(10);
    }
    assertThat(areGoing()).as("going on; %s", statuses()).isTrue();
  }

  /**
   * Waits until both say what they wait for, each in one line.
   *
   * @param part what is in it; before the cluster knows what is wrong a run may say something else
   */
  List<String> awaitProblems(String part) throws InterruptedException {
    List<PipelineStatus> heard = statuses();
    while (areGoing() && !heard.stream().allMatch(status -> says(status, part))) {
      Thread.sleep(10);
      heard = statuses();
    }
    assertThat(areGoing()).as("going on; %s", statuses()).isTrue();
    List<String> problems = heard.stream().map(PipelineStatus::problem).toList();
    problems.forEach(System.out::println);
    assertThat(problems).noneMatch(problem -> problem == null || problem.contains("\n"));
    return problems;
  }

  private static boolean says(PipelineStatus status, String part) {
    return status.problem() != null && status.problem().contains(part);
  }

  /**
   * Waits until both have ended, and looks: nothing is missing, set aside or out of order, and with
   * transactions nothing is there twice.
   */
  void requireAll(Broker broker) throws Exception {
    for (PipelineRun run : runs) {
      assertThat(run.await(PATIENCE)).as("ended; %s", run.status()).isTrue();
      PipelineStatus end = run.status();
      assertThat(end.state()).as(end.problem()).isEqualTo(RunnerState.STOPPED);
      assertThat(end.deadLetters()).isZero();
    }
    assertThat(statuses())
        .extracting(PipelineStatus::guarantee)
        .containsExactly("effectively-once", "at-least-once");
    assertThat(Messages.numbers(broker, once)).isEqualTo(Messages.upTo(END));
    List<Long> numbers = Messages.numbers(broker, atLeastOnce);
    System.out.println("Without transactions " + (numbers.size() - END) + " are there twice");
    assertThat(Messages.firstOccurrences(numbers)).isEqualTo(Messages.upTo(END));
  }

  private List<PipelineStatus> statuses() {
    return runs.stream().map(PipelineRun::status).toList();
  }

  private PipelineOptions.Builder options(URI url, String topic) {
    return Numbers.options(folder.resolve(topic), url).batchMaxRecords(200).pipelineId(topic);
  }

  private static PipelineRun start(PipelineOptions.Builder options, String topic, Duration pause) {
    return Numbers.pipeline(
            Numbers.upTo(END, 100, pause), Numbers.into(SinkTarget.stream(topic, "")))
        .start(options.build());
  }
}
