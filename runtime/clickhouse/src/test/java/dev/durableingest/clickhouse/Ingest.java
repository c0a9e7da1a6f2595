package dev.durableingest.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.clickhouse.Rows.Row;
import dev.durableingest.clickhouse.engine.EngineProcess;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType.Scalar;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
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

/**
 * A connector of numbers: each goes into a table and into a stream. A process of its own, too, for
 * tests that kill it.
 */
final class Ingest {
  /** A number. */
  record Tick(long number) {}

  /** How long is waited for what only a run that hangs would not bring. */
  static final Duration PATIENCE = Duration.ofSeconds(240);

  private static final ResourceKey<Tick, Long> NUMBERS =
      ResourceKey.of("numbers", Tick.class, Long.class);
  private static final ResourceKey<Tick, Long> NOTES =
      ResourceKey.of("notes", Tick.class, Long.class);

  private Ingest() {}

  /**
   * Ingests up to a number, then exits.
   *
   * @param arguments URL of the table database, folder of everything else, the last number; and
   *     where checkpoints are elsewhere, and streams nowhere, their URL and the size of a batch
   */
  public static void main(String... arguments) throws Exception {
    long last = Long.parseLong(arguments[2]);
    URI olap = URI.create(arguments[0]);
    Path folder = Path.of(arguments[1]);
    PipelineRun run =
        arguments.length == 3
            ? start(olap, folder, last, 200)
            : tables(last)
                .start(
                    options(olap, folder, URI.create(arguments[3]))
                        .batchMaxRecords(Integer.parseInt(arguments[4]))
                        .build());
    PipelineStatus end = run.await();
    if (end.problem() != null) {
      System.err.println(end.problem());
    }
    System.exit(end.state() == RunnerState.STOPPED ? 0 : 1);
  }

  /** Starts a process that ends when it is killed, or when the last number is in. */
  static Process launch(Path folder, Object... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Ingest.class.getName()));
    Stream.of(arguments).map(String::valueOf).forEach(command::add);
    return new ProcessBuilder(command).redirectError(folder.resolve("child.log").toFile()).start();
  }

  /** Ingests into a table and a stream, with checkpoints beside the stream. */
  static PipelineRun start(URI olap, Path folder, long last, int batchMaxRecords) {
    return tablesAndStreams(last)
        .start(
            options(olap, folder, folder.resolve("checkpoints").toUri())
                .batchMaxRecords(batchMaxRecords)
                .build());
  }

  /**
   * Ingests into a table and a stream, until the source is told to end, so that whatever is done
   * before that finds the run under way, however fast or slow it is.
   */
  static PipelineRun start(URI olap, Path folder, Endless source) {
    return pipeline(source, table(), stream())
        .start(
            options(olap, folder, folder.resolve("checkpoints").toUri())
                .batchMaxRecords(200)
                .queueMaxEvents(1_000)
                .build());
  }

  /** Numbers into both, without an end of its own. */
  static final class Endless implements SourceAdapter {
    // For the sake of the amount only.
    private static final long REST_EVERY = 100;
    private static final long REST_MILLIS = 10;

    private volatile boolean isToEnd;
    private volatile long last;

    @Override
    public void run(SourceContext context) throws InterruptedException {
      long afterNumbers = context.checkpoint(NUMBERS).orElse(0L);
      long afterNotes = context.checkpoint(NOTES).orElse(0L);
      long n = Math.min(afterNumbers, afterNotes);
      while (!isToEnd || n < Math.max(afterNumbers, afterNotes)) {
        n++;
        emitAfter(context, n, afterNumbers, afterNotes);
        if (n % REST_EVERY == 0) {
          Thread.sleep(REST_MILLIS);
        }
      }
      last = n;
    }

    /** Lets it emit no more. */
    void end() {
      isToEnd = true;
    }

    /** The last number, when it has ended. */
    long last() {
      return last;
    }
  }

  /** Each number into a table and into a stream. */
  static Pipeline tablesAndStreams(long last) {
    return pipeline(context -> emit(context, last), table(), stream());
  }

  /** Each number into a table. */
  static Pipeline tables(long last) {
    return pipeline(context -> emit(context, NUMBERS, last), table());
  }

  /** Each number into a stream. */
  static Pipeline streams(long last) {
    return pipeline(context -> emit(context, NOTES, last), stream());
  }

  /** Where everything is. */
  static PipelineOptions.Builder options(URI olap, Path folder, URI checkpoints) {
    return PipelineOptions.builder().olap(olap).stream(folder.resolve("streams").toUri())
        .checkpoints(checkpoints)
        .deadLetters(folder.resolve("dead-letters").toUri());
  }

  private static Pipeline pipeline(SourceAdapter source, ResourceBinding<?, ?, ?>... resources) {
    return Pipeline.of(
        new SourceBinding(
            "ticks",
            () -> source,
            new SourceBinding.Reconnect(Duration.ofMillis(20), Duration.ofMillis(200), 2, 0.2),
            List.of(resources)));
  }

  /**
   * Waits until a run that goes on is seen to stand so; it must stay so until the test does
   * something, since nobody looks at every moment.
   */
  static PipelineStatus await(PipelineRun run, Predicate<PipelineStatus> wanted)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      PipelineStatus status = run.status();
      if (wanted.test(status)) {
        return status;
      }
      assertThat(status.state().isFinal()).as("has ended; %s", status).isFalse();
      assertThat(System.nanoTime() - begun).as("still; %s", status).isLessThan(PATIENCE.toNanos());
      Thread.sleep(5);
    }
  }

  /** Waits for the end of a run. */
  static PipelineStatus awaitEnd(PipelineRun run) throws InterruptedException {
    assertThat(run.await(PATIENCE)).as("ended; %s", run.status()).isTrue();
    return run.status();
  }

  /** Every number is there once, counted without FINAL; in the stream in order, too. */
  static void assertHolds(EngineProcess engine, String database, Path folder, long last)
      throws IOException {
    assertThat(
            engine.ask(
                "SELECT count(), uniqExact(id), min(id), max(id) FROM " + database + ".numbers"))
        .isEqualTo(last + "\t" + last + "\t1\t" + last);
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("streams/notes"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    assertThat(lines.stream().map(line -> line.replaceAll("\\D+(\\d+).*", "$1")))
        .containsExactlyElementsOf(
            LongStream.rangeClosed(1, last).mapToObj(Long::toString).toList());
  }

  private static void emit(SourceContext context, long last) throws InterruptedException {
    long afterNumbers = context.checkpoint(NUMBERS).orElse(0L);
    long afterNotes = context.checkpoint(NOTES).orElse(0L);
    for (long n = Math.min(afterNumbers, afterNotes) + 1; n <= last; n++) {
      emitAfter(context, n, afterNumbers, afterNotes);
    }
  }

  private static void emitAfter(SourceContext context, long n, long afterNumbers, long afterNotes)
      throws InterruptedException {
    if (n > afterNumbers) {
      context.emit(NUMBERS, new Tick(n));
    }
    if (n > afterNotes) {
      context.emit(NOTES, new Tick(n));
    }
  }

  private static void emit(SourceContext context, ResourceKey<Tick, Long> resource, long last)
      throws InterruptedException {
    for (long n = context.checkpoint(resource).orElse(0L) + 1; n <= last; n++) {
      context.emit(resource, new Tick(n));
    }
  }

  private static ResourceBinding<Tick, Row, Long> table() {
    return resource(NUMBERS, SinkTarget.olapTable("numbers", List.of("id"), "", List.of()));
  }

  private static ResourceBinding<Tick, Row, Long> stream() {
    return resource(NOTES, SinkTarget.stream("notes", ""));
  }

  private static ResourceBinding<Tick, Row, Long> resource(
      ResourceKey<Tick, Long> key, SinkTarget target) {
    return new ResourceBinding<>(
        key,
        tick ->
            ProcessResult.of(Row.of(tick.number(), "text of " + tick.number()))
                .withCheckpoint(tick.number()),
        target,
        Rows.codec(List.of(Rows.id(), Column.required("text", Scalar.STRING))),
        tick -> 50L,
        OnError.DEAD_LETTER,
        Replay.FROM_CHECKPOINT);
  }
}
