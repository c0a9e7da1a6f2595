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
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers without an end into two topics at the same time, with transactions and without, so that a
 * fault strikes both in the middle.
 */
final class TwoRuns {
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
  private final List<Numbers.Endless> sources = new ArrayList<>();

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

  /** Starts both. They go on until {@link #requireAll}. */
  TwoRuns start(String servers) {
    URI url = url(servers);
    start(options(url, once).checkpoints(url).require(Guarantee.EFFECTIVELY_ONCE), once);
    start(options(url, atLeastOnce), atLeastOnce);
    return this;
  }

  /** Waits until both have handled so many more than now. */
  void awaitHandled(long more) throws InterruptedException {
    List<Long> before = statuses().stream().map(PipelineStatus::handled).toList();
    for (int i = 0; i < runs.size(); i++) {
      long wanted = before.get(i) + more;
      Runs.await(runs.get(i), status -> status.handled() >= wanted);
    }
  }

  /**
   * Waits until each has said what it waits for, in one line.
   *
   * @param part what is in it; before the cluster knows what is wrong a run may say something else
   */
  List<String> awaitProblems(String part) throws InterruptedException {
    List<String> problems = new ArrayList<>();
    for (PipelineRun run : runs) {
      problems.add(Runs.awaitProblem(run, part));
    }
    problems.forEach(System.out::println);
    assertThat(problems).noneMatch(problem -> problem.contains("\n"));
    return problems;
  }

  /**
   * Lets both end, and looks: nothing is missing, set aside or out of order, and with transactions
   * nothing is there twice.
   */
  void requireAll(Broker broker) throws Exception {
    sources.forEach(Numbers.Endless::end);
    for (PipelineRun run : runs) {
      PipelineStatus end = Runs.awaitEnd(run);
      assertThat(end.state()).as(end.problem()).isEqualTo(RunnerState.STOPPED);
      assertThat(end.deadLetters()).isZero();
    }
    assertThat(statuses())
        .extracting(PipelineStatus::guarantee)
        .containsExactly("effectively-once", "at-least-once");
    assertThat(Messages.numbers(broker, once)).isEqualTo(Messages.upTo(sources.get(0).last()));
    List<Long> numbers = Messages.numbers(broker, atLeastOnce);
    long last = sources.get(1).last();
    System.out.println("Without transactions " + (numbers.size() - last) + " are there twice");
    assertThat(Messages.firstOccurrences(numbers)).isEqualTo(Messages.upTo(last));
  }

  private List<PipelineStatus> statuses() {
    return runs.stream().map(PipelineRun::status).toList();
  }

  private PipelineOptions.Builder options(URI url, String topic) {
    return Numbers.options(folder.resolve(topic), url)
        .batchMaxRecords(200)
        .queueMaxEvents(1_000)
        .pipelineId(topic);
  }

  private void start(PipelineOptions.Builder options, String topic) {
    Numbers.Endless source = new Numbers.Endless();
    sources.add(source);
    runs.add(
        Numbers.pipeline(source, Numbers.into(SinkTarget.stream(topic, "")))
            .start(options.build()));
  }
}
