package dev.durableingest.benchmarks.ingest;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.sink.JsonRecordWriter;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Records of 100 bytes as JSON, the same for every contestant, and a pipeline of them. */
final class SmallRecords {
  /** A payload. */
  record Event(long id) {}

  /** A row. */
  record Row(long id, String side, double price, String text) {}

  /** A cursor. */
  record Cursor(long id) {}

  private static final ResourceKey<Event, Cursor> EVENTS =
      ResourceKey.of("events", Event.class, Cursor.class);
  private static final long FIRST = 100_000_000_000L;

  private SmallRecords() {}

  /** The row of this number, from 0. */
  static Row row(long number) {
    return new Row(
        FIRST + number,
        number % 2 == 0 ? "buy" : "sell",
        10_000 + number % 9_973 / 8.0,
        "resting order of maker-" + Long.toHexString(number * 0x9E3779B97F4A7C15L | 1L << 63));
  }

  /** A row as JSON. */
  static byte[] json(JsonRecordWriter writer, Row row) {
    writer.clear();
    writer.write(new Codec(), row);
    return writer.copyFrom(0);
  }

  /**
   * A pipeline that emits so many records, and ends.
   *
   * @param began takes the time of the first one, in nanoseconds
   */
  static Pipeline pipeline(SinkTarget target, long records, AtomicLong began) {
    ResourceBinding<Event, Row, Cursor> resource =
        new ResourceBinding<>(
            EVENTS,
            event -> ProcessResult.of(row(event.id())).withCheckpoint(new Cursor(event.id())),
            target,
            new Codec(),
            event -> 24L,
            OnError.HALT,
            Replay.FROM_CHECKPOINT);
    return Pipeline.of(
        new SourceBinding(
            "benchmark",
            () ->
                context -> {
                  began.set(System.nanoTime());
                  for (long n = 0; n < records; n++) {
                    context.emit(EVENTS, new Event(n));
                  }
                },
            new SourceBinding.Reconnect(Duration.ofSeconds(1), Duration.ofSeconds(1), 1, 0),
            List.of(resource)));
  }

  /** Of rows. */
  static final class Codec implements RecordCodec<Row> {
    @Override
    public List<Column> columns() {
      return List.of(
          Column.required("id", ColumnType.Scalar.INT64),
          Column.required("side", ColumnType.Scalar.STRING),
          Column.required("price", ColumnType.Scalar.FLOAT64),
          Column.required("text", ColumnType.Scalar.STRING));
    }

    @Override
    public void check(Row row) {
      // Every value fits its column.
    }

    @Override
    public void write(Row row, RecordWriter out) {
      out.field("id");
      out.writeLong(row.id());
      out.field("side");
      out.writeString(row.side());
      out.field("price");
      out.writeDouble(row.price());
      out.field("text");
      out.writeString(row.text());
    }
  }
}
