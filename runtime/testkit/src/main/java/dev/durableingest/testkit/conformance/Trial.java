package dev.durableingest.testkit.conformance;

import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.checkpoint.CheckpointUrls;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * One upstream and one data folder, and the lives of the pipeline between them. Used by one thread.
 *
 * <p>A source may begin at what is new when it is first started. So a first life only lets it
 * begin; what is fed after its first event has arrived must all arrive.
 */
final class Trial implements AutoCloseable {
  private static final Duration QUIET = Duration.ofMillis(300);

  private final Path folder;
  private final Upstream upstream;
  private final ConnectorConformance suite;
  private final SourceBinding author;
  private final RecordIdentity identity;
  private final List<ResourceBinding<?, ?, ?>> replayable;
  private final Observation observation;
  private int expected;
  // Fed before the source had begun, and not seen: it may come yet, and need not.
  private int undecided;

  private Trial(Path folder, Upstream upstream, ConnectorConformance suite) {
    this.folder = folder;
    this.upstream = upstream;
    this.suite = suite;
    this.author = upstream.pipeline().source();
    this.identity = new RecordIdentity(author.resources(), suite::identifyingColumns);
    this.replayable = author.resources().stream().filter(ResourceBinding::isReplayable).toList();
    this.observation = new Observation(author.resources());
  }

  /** Opens a trial whose source has begun. */
  static Trial begin(Path folder, Upstream upstream, ConnectorConformance suite) throws Exception {
    Trial trial = new Trial(folder, upstream, suite);
    int fed = upstream.feed(2);
    Life first = trial.start(Script.CALM, 1);
    while (!trial.hasBegun(first, fed)) {
      fed += upstream.feed(1);
    }
    trial.end(first);
    trial.expected = trial.arrived();
    trial.undecided = fed - trial.expected;
    return trial;
  }

  /** Whether something has arrived, or never will; gives the rest some time to arrive as well. */
  private boolean hasBegun(Life life, int fed) throws Exception {
    life.await(() -> arrived() >= fed, QUIET);
    return arrived() > 0 || life.isOver() || life.age().compareTo(suite.patience()) > 0;
  }

  /** Makes events happen, all of which must arrive. */
  void feed(int events) throws Exception {
    expected += upstream.feed(events);
  }

  /** One of the events that were fed is to be set aside. */
  void expectOneLess() {
    expected--;
  }

  Upstream upstream() {
    return upstream;
  }

  Observation observation() {
    return observation;
  }

  /** Starts a life that commits batches of this many events. */
  Life start(Script script, int batch) {
    ObservedPipeline observed =
        new ObservedPipeline(upstream.pipeline().source(), identity, observation, script);
    return new Life(observed, observation, options(batch), suite.patience());
  }

  /** Ends a life, if it is not over, and notes what it has saved. */
  void end(Life life) throws Exception {
    life.end();
    observation.endLife(document(), new HashSet<>(lines()));
  }

  /** Waits until everything that was fed is there, ends the life, and gives the verdict. */
  void finish(Life life) throws Exception {
    life.await(this::isComplete);
    end(life);
    verdict(life);
  }

  /**
   * Runs lives until everything that was fed is there, each with another script; then a calm one.
   */
  void live(int batch, ScriptForLife scripts) throws Exception {
    live(batch, scripts, Script.CALM);
  }

  /** The same, with a script for the last life: what is bad is bad however often it comes. */
  void live(int batch, ScriptForLife scripts, Script last) throws Exception {
    int before = -1;
    for (int number = 0; !isComplete(); number++) {
      Life life = start(scripts.script(number), batch);
      life.await(this::isComplete);
      end(life);
      int now = arrived();
      if (now == before || !observation.problems().isEmpty()) {
        verdict(life);
      }
      before = now;
    }
    verdict(start(last, batch));
  }

  /** The script of the nth life. */
  interface ScriptForLife {
    Script script(int number);
  }

  /** Whether as many records are there as events were fed. */
  boolean isComplete() throws IOException {
    return arrived() >= expected;
  }

  /** How many records are there; one that came twice is one. */
  private int arrived() throws IOException {
    return new HashSet<>(lines()).size();
  }

  /** How many records are to be there. */
  int expected() {
    return expected;
  }

  /** The records of the resources that can be replayed, as far as they are compared. */
  List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (ResourceBinding<?, ?, ?> resource : replayable) {
      for (String line : linesOf(folder.resolve("streams").resolve(resource.name()))) {
        lines.add(resource.name() + ' ' + identity.of(resource.name(), line));
      }
    }
    return lines;
  }

  /** The saved document. */
  CheckpointDocument document() throws Exception {
    URI url = folder.resolve("checkpoints").toUri();
    try (CheckpointStore store = CheckpointUrls.provider(url).open(url, author.name())) {
      return store.peek().orElseThrow(() -> new AssertionError("No checkpoint was saved"));
    }
  }

  /** The file that the document is in. */
  Path documentFile() {
    return folder.resolve("checkpoints").resolve(author.name()).resolve("checkpoint.json");
  }

  /** Ends the last life and fails with what is wrong, if anything is. */
  void verdict(Life last) throws Exception {
    if (!last.isOver()) {
      last.awaitQuiet(QUIET);
      end(last);
    }
    List<String> problems = observation.problems();
    if (!problems.isEmpty()) {
      throw new AssertionError(String.join("\n  ", problems));
    }
    List<String> lines = lines();
    int distinct = new HashSet<>(lines).size();
    if (distinct < expected) {
      throw new AssertionError(missing(expected - distinct, last));
    }
    if (distinct > expected + undecided) {
      throw new AssertionError(
          "There are "
              + distinct
              + " different records, but feed said that only "
              + (expected + undecided)
              + " were to come: feed returns how many events it made, each of which becomes one"
              + " record. If an event looks otherwise when it is read again, override"
              + " identifyingColumns.");
    }
    requireNothingTwice(lines);
  }

  private void requireNothingTwice(List<String> lines) {
    List<String> recognisable =
        suite.emitsWithoutCursors()
            ? lines.stream().filter(line -> !observation.cameWithoutCursor(line)).toList()
            : lines;
    int twice = recognisable.size() - new HashSet<>(recognisable).size();
    if (twice > 0 && repeatsNothing()) {
      throw new AssertionError(
          twice
              + " records were written twice."
              + (lines.stream().anyMatch(observation::cameWithoutCursor)
                  ? " Events came without a cursor, by which the runtime could have recognised"
                      + " them: let process return one with withCheckpoint, or, where the upstream"
                      + " has none, override emitsWithoutCursors."
                  : ""));
    }
  }

  private String missing(int count, Life last) {
    StringBuilder text = new StringBuilder();
    text.append(count).append(" of ").append(expected).append(" events never came.");
    Throwable loss = last.observed().lastLoss();
    if (last.observed().attempts() > 1 && loss != null) {
      text.append(" In ")
          .append(last.observed().attempts())
          .append(" calls, run threw each time, at last ")
          .append(loss)
          .append(
              ". What cannot be decoded is no lost connection: hand it to context.reject and go")
          .append(" on with the next.");
    } else {
      text.append(" What happened while nothing ran, or after a connection was lost, must be")
          .append(
              " emitted after the next start; what an earlier call of run left in fields of the")
          .append(" source must not hold it back, and upstream is told what it may forget only in")
          .append(" onCheckpointed.");
    }
    String problem = last.status().problem();
    return problem == null ? text.toString() : text + " The run says: " + problem;
  }

  /** Whether the label of every resource that can be replayed is effectively-once. */
  private boolean repeatsNothing() {
    return replayable.stream()
        .allMatch(
            resource ->
                resource.replay() == Replay.FROM_CHECKPOINT || resource.hasComparableCursor());
  }

  private PipelineOptions options(int batch) {
    return PipelineOptions.builder().stream(folder.resolve("streams").toUri())
        .checkpoints(folder.resolve("checkpoints").toUri())
        .deadLetters(folder.resolve("dead-letters").toUri())
        .batchMaxRecords(batch)
        .batchLinger(batch == 1 ? Duration.ZERO : Duration.ofSeconds(1))
        .queueMaxEvents(2)
        .drainTimeout(suite.patience())
        .build();
  }

  private static List<String> linesOf(Path stream) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(stream)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        String text = Files.readString(file);
        // A line that is still being written does not count.
        text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(lines::add);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return lines;
  }

  @Override
  public void close() throws IOException {
    upstream.close();
  }
}
