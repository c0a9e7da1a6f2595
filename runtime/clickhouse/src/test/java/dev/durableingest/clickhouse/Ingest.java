package dev.durableingest.clickhouse;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.clickhouse.Rows.Row;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A connector of numbers: each goes into a table and into a stream. A process of its own, too, for
 * tests that kill it.
 */
final class Ingest {
  /** A number. */
  record Tick(long number) {}

  private static final ResourceKey<Tick, Long> NUMBERS =
      ResourceKey.of("numbers", Tick.class, Long.class);
  private static final ResourceKey<Tick, Long> NOTES =
      ResourceKey.of("notes", Tick.class, Long.class);

  private Ingest() {}

  /**
   * Ingests up to a number, then exits.
   *
   * @param arguments URL of the table database, folder of everything else, the last number
   */
  public static void main(String... arguments) throws Exception {
    long last = Long.parseLong(arguments[2]);
    PipelineStatus end = start(URI.create(arguments[0]), Path.of(arguments[1]), last, 200).await();
    if (end.problem() != null) {
      System.err.println(end.problem());
    }
    System.exit(end.state() == RunnerState.STOPPED ? 0 : 1);
  }

  static PipelineRun start(URI olap, Path folder, long last, int batchMaxRecords) {
    SourceBinding source =
        new SourceBinding(
            "ticks",
            () -> context -> emit(context, last),
            new SourceBinding.Reconnect(Duration.ofMillis(20), Duration.ofMillis(200), 2, 0.2),
            List.of(
                resource(NUMBERS, SinkTarget.olapTable("numbers", List.of("id"), "", List.of())),
                resource(NOTES, SinkTarget.stream("notes", ""))));
    return Pipeline.of(source)
        .start(
            PipelineOptions.builder().olap(olap).stream(
                    URI.create("file:" + folder.resolve("streams")))
                .checkpoints(URI.create("file:" + folder.resolve("checkpoints")))
                .deadLetters(URI.create("file:" + folder.resolve("dead-letters")))
                .batchMaxRecords(batchMaxRecords)
                .build());
  }

  private static void emit(SourceContext context, long last) throws InterruptedException {
    long afterNumbers = context.checkpoint(NUMBERS).orElse(0L);
    long afterNotes = context.checkpoint(NOTES).orElse(0L);
    for (long n = Math.min(afterNumbers, afterNotes) + 1; n <= last; n++) {
      if (n > afterNumbers) {
        context.emit(NUMBERS, new Tick(n));
      }
      if (n > afterNotes) {
        context.emit(NOTES, new Tick(n));
      }
    }
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
