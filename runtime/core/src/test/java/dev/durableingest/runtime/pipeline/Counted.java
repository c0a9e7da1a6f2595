package dev.durableingest.runtime.pipeline;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.ResourceProcessor;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.PayloadSize;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
import dev.durableingest.runtime.wiring.UnfitRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A connector of numbers, wired by hand as generated code would do it. */
final class Counted {
  /** A payload. */
  record Tick(String partition, long number, String text) {}

  /** A row. */
  record Row(long number, String text) {}

  /** A cursor without an order. */
  record Plain(long number) {}

  /** A cursor with an order. */
  record Ordered(long number) implements Comparable<Ordered> {
    @Override
    public int compareTo(Ordered other) {
      return Long.compare(number, other.number);
    }
  }

  static final ResourceKey<Tick, Plain> PLAIN = ResourceKey.of("plain", Tick.class, Plain.class);
  static final ResourceKey<Tick, Ordered> ORDERED =
      ResourceKey.of("ordered", Tick.class, Ordered.class);
  static final ResourceKey<Tick, Void> LOSSY = ResourceKey.of("lossy", Tick.class, Void.class);

  private Counted() {}

  static Tick tick(long number) {
    return new Tick("", number, "t" + number);
  }

  /** Text of a payload that {@code process} throws on. */
  static final String POISON = "poison";

  /** Text of a payload that {@code process} drops. */
  static final String DROP = "drop";

  /** Text of a payload that becomes a record without a cursor. */
  static final String UNMARKED = "unmarked";

  /** Text of a record that does not fit its column. */
  static final String UNFIT = "unfit";

  static ResourceBinding<Tick, Row, Plain> plain(OnError onError) {
    return binding(
        PLAIN,
        tick -> {
          ProcessResult<Row, Plain> result = map(tick);
          boolean marked = result != null && !tick.text().equals(UNMARKED);
          return marked
              ? result.withCheckpoint(tick.partition(), new Plain(tick.number()))
              : result;
        },
        onError,
        Replay.FROM_CHECKPOINT);
  }

  static ResourceBinding<Tick, Row, Plain> plain(ResourceProcessor<Tick, Row, Plain> processor) {
    return binding(PLAIN, processor, OnError.DEAD_LETTER, Replay.FROM_CHECKPOINT);
  }

  static ResourceBinding<Tick, Row, Ordered> ordered() {
    return binding(
        ORDERED,
        tick -> {
          ProcessResult<Row, Ordered> result = map(tick);
          return result == null
              ? null
              : result.withCheckpoint(tick.partition(), new Ordered(tick.number()));
        },
        OnError.DEAD_LETTER,
        Replay.OVERLAPPING);
  }

  static ResourceBinding<Tick, Row, Void> lossy() {
    return lossy(tick -> {});
  }

  /** The same, with something that happens before an event is mapped. */
  static ResourceBinding<Tick, Row, Void> lossy(Before before) {
    return binding(
        LOSSY,
        tick -> {
          before.handle(tick);
          return map(tick);
        },
        OnError.DEAD_LETTER,
        Replay.NONE);
  }

  /** Each event becomes so many records, each with so many characters. */
  static ResourceBinding<Tick, Row, Void> fanningOut(int records, int characters) {
    return binding(
        LOSSY,
        tick -> {
          List<Row> rows = new ArrayList<>();
          for (int i = 0; i < records; i++) {
            rows.add(new Row(tick.number() * records + i, "x".repeat(characters)));
          }
          return ProcessResult.of(rows);
        },
        OnError.DEAD_LETTER,
        Replay.NONE);
  }

  /** Happens on the pipeline thread, before an event is mapped. */
  interface Before {
    void handle(Tick tick) throws Exception;
  }

  static Pipeline pipeline(SourceAdapter source, ResourceBinding<?, ?, ?>... resources) {
    return Pipeline.of(
        new SourceBinding(
            "counted",
            () -> source,
            new SourceBinding.Reconnect(Duration.ofMillis(1), Duration.ofMillis(50), 2, 0.2),
            List.of(resources)));
  }

  /**
   * Runs a pipeline in a folder until it ends by itself.
   *
   * @param resources its resources; {@link #plain} where none is given
   */
  static PipelineStatus run(
      Path folder, SourceAdapter source, ResourceBinding<?, ?, ?>... resources)
      throws InterruptedException {
    ResourceBinding<?, ?, ?>[] bound =
        resources.length > 0
            ? resources
            : new ResourceBinding<?, ?, ?>[] {plain(OnError.DEAD_LETTER)};
    try (PipelineRun run = pipeline(source, bound).start(options(folder).build())) {
      return run.await();
    }
  }

  /** A source of ticks with these numbers. */
  static SourceAdapter from(long first, long last) {
    return context -> {
      for (long n = first; n <= last; n++) {
        context.emit(PLAIN, tick(n));
      }
    };
  }

  static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  static PipelineOptions.Builder options(Path folder) {
    return PipelineOptions.builder().stream(folder.resolve("streams").toUri())
        .checkpoints(folder.resolve("checkpoints").toUri())
        .deadLetters(folder.resolve("dead-letters").toUri())
        .batchLinger(Duration.ofMillis(5))
        .drainTimeout(Duration.ofMinutes(2));
  }

  /** The lines of a stream, in order, over all its segments. */
  static List<String> lines(Path folder, String stream) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("streams").resolve(stream))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  /** The numbers in a stream, in order. */
  static List<Long> numbers(Path folder, String stream) throws IOException {
    return lines(folder, stream).stream()
        .map(line -> Long.valueOf(line.replaceAll("^\\{\"number\":(\\d+),.*\\}$", "$1")))
        .toList();
  }

  /** The dead letters, in order. */
  static List<String> deadLetters(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("dead-letters"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }

  private static <C> ProcessResult<Row, C> map(Tick tick) {
    return switch (tick.text()) {
      case POISON -> throw new IllegalArgumentException("poison " + tick.number());
      case DROP -> null;
      default -> ProcessResult.of(new Row(tick.number(), tick.text()));
    };
  }

  private static <C> ResourceBinding<Tick, Row, C> binding(
      ResourceKey<Tick, C> key,
      ResourceProcessor<Tick, Row, C> processor,
      OnError onError,
      Replay replay) {
    return new ResourceBinding<>(
        key,
        processor,
        SinkTarget.stream(key.name(), ""),
        new RowCodec(),
        tick -> PayloadSize.OBJECT + PayloadSize.of(tick.text()) + 8,
        onError,
        replay);
  }

  private static final class RowCodec implements RecordCodec<Row> {
    @Override
    public List<Column> columns() {
      return List.of(
          Column.required("number", ColumnType.Scalar.INT64),
          Column.required("text", ColumnType.Scalar.STRING));
    }

    @Override
    public void check(Row row) throws UnfitRecordException {
      if (row.text().equals(UNFIT)) {
        throw new UnfitRecordException("a text does not fit");
      }
    }

    @Override
    public void write(Row row, RecordWriter out) {
      out.field("number");
      out.writeLong(row.number());
      out.field("text");
      out.writeString(row.text());
    }
  }
}
