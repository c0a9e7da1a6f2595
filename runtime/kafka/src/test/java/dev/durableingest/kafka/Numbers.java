package dev.durableingest.kafka;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connector of numbers, wired by hand as generated code would do it. */
final class Numbers {
  /** A payload. */
  record Tick(long number, String text) {}

  /** A row. */
  record Row(long number, @Nullable String color, String text) {}

  /** A cursor. */
  record Cursor(long number) {}

  static final ResourceKey<Tick, Cursor> TICKS = ResourceKey.of("ticks", Tick.class, Cursor.class);

  private static final List<String> COLORS = List.of("red", "green", "blue", "white", "black");

  private Numbers() {}

  /** Into a stream of this name. */
  static ResourceBinding<Tick, Row, Cursor> into(SinkTarget target) {
    return named(TICKS.name(), target);
  }

  /** A resource of this name. */
  static ResourceBinding<Tick, Row, Cursor> named(String name, SinkTarget target) {
    return new ResourceBinding<>(
        ResourceKey.of(name, Tick.class, Cursor.class),
        tick ->
            ProcessResult.of(new Row(tick.number(), color(tick.number()), tick.text()))
                .withCheckpoint(new Cursor(tick.number())),
        target,
        new RowCodec(),
        tick -> 32L + tick.text().length(),
        OnError.DEAD_LETTER,
        Replay.FROM_CHECKPOINT);
  }

  static @Nullable String color(long number) {
    return number % 7 == 0 ? null : COLORS.get((int) (number % COLORS.size()));
  }

  /** A source that emits the numbers after its cursor, up to an end. */
  static SourceAdapter upTo(long end) {
    return context -> {
      long last = context.checkpoint(TICKS).map(Cursor::number).orElse(0L);
      for (long n = last + 1; n <= end; n++) {
        context.emit(TICKS, new Tick(n, "t" + n));
      }
    };
  }

  /**
   * A source of the numbers after its cursor that goes on until it is told to end, so that whatever
   * is done to a run before that finds it under way, however fast or slow it is.
   */
  static final class Endless implements SourceAdapter {
    // For the sake of the amount only.
    private static final long REST_EVERY = 100;
    private static final long REST_MILLIS = 10;

    private volatile boolean isToEnd;
    private volatile long last;

    @Override
    public void run(SourceContext context) throws InterruptedException {
      long number = context.checkpoint(TICKS).map(Cursor::number).orElse(0L);
      while (!isToEnd) {
        number++;
        context.emit(TICKS, new Tick(number, "t" + number));
        if (number % REST_EVERY == 0) {
          Thread.sleep(REST_MILLIS);
        }
      }
      last = number;
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

  static Pipeline pipeline(SourceAdapter source, ResourceBinding<?, ?, ?>... resources) {
    return Pipeline.of(
        new SourceBinding(
            "numbers",
            () -> source,
            new SourceBinding.Reconnect(Duration.ofMillis(10), Duration.ofMillis(100), 2, 0.2),
            List.of(resources)));
  }

  /** Options with everything but the stream in a folder. */
  static PipelineOptions.Builder options(Path folder, URI stream) {
    return PipelineOptions.builder().stream(stream)
        .checkpoints(folder.resolve("checkpoints").toUri())
        .deadLetters(folder.resolve("dead-letters").toUri())
        .batchMaxRecords(100)
        .batchLinger(Duration.ofMillis(5))
        .drainTimeout(Duration.ofSeconds(20));
  }

  static final class RowCodec implements RecordCodec<Row> {
    @Override
    public List<Column> columns() {
      return List.of(
          Column.required("number", ColumnType.Scalar.INT64),
          Column.nullable("color", ColumnType.Scalar.STRING),
          Column.required("text", ColumnType.Scalar.STRING));
    }

    @Override
    public void check(Row row) {}

    @Override
    public void write(Row row, RecordWriter out) {
      out.field("number");
      out.writeLong(row.number());
      out.field("color");
      if (row.color() == null) {
        out.writeNull();
      } else {
        out.writeString(row.color());
      }
      out.field("text");
      out.writeString(row.text());
    }
  }
}
