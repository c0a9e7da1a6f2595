package dev.durableingest.testkit.conformance;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.ResourceProcessor;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** An upstream that is a log of numbers as texts, kept for ever, and waits for more at its end. */
final class Numbers implements Upstream {
  /** One line of the log. */
  record Line(long number) {}

  /** A row; what tells how often rows were told is no part of the event. */
  record Row(long number, long told) {
    Row(long number) {
      this(number, 0);
    }
  }

  /** A cursor. */
  record Cursor(long number) {}

  /** A cursor with an order. */
  record Ordered(long number) implements Comparable<Ordered> {
    @Override
    public int compareTo(Ordered other) {
      return Long.compare(number, other.number);
    }
  }

  static final ResourceKey<Line, Cursor> LINES = ResourceKey.of("lines", Line.class, Cursor.class);
  static final ResourceKey<Line, Ordered> ORDERED =
      ResourceKey.of("lines", Line.class, Ordered.class);

  /** A place that is saved as the position of the source. */
  record Place(long number) {}

  /** A source of one life, over this log. */
  interface Reader {
    void run(SourceContext context, Numbers log) throws Exception;
  }

  private final List<String> log = new ArrayList<>();
  private final Supplier<Reader> reader;
  private final ResourceBinding<Line, Row, ?> resource;
  private long last;
  private long forgotten;
  private final boolean canDropConnections;
  private boolean cut;

  Numbers(
      Supplier<Reader> reader, ResourceBinding<Line, Row, ?> resource, boolean canDropConnections) {
    this.reader = reader;
    this.resource = resource;
    this.canDropConnections = canDropConnections;
  }

  /** A resource whose cursor is the number, or what becomes of it. */
  static ResourceBinding<Line, Row, Cursor> lines(LongUnaryOperator cursor, Replay replay) {
    return binding(
        LINES,
        line ->
            ProcessResult.of(new Row(line.number()))
                .withCheckpoint(new Cursor(cursor.applyAsLong(line.number()))),
        replay);
  }

  /** A resource whose events carry no cursor, although there is a type for it. */
  static ResourceBinding<Line, Row, Ordered> withoutCursors() {
    return binding(ORDERED, line -> ProcessResult.of(new Row(line.number())), Replay.OVERLAPPING);
  }

  /** The same, but a row is another one each time it is told. */
  static ResourceBinding<Line, Row, Ordered> neverTheSame() {
    AtomicLong told = new AtomicLong();
    return binding(
        ORDERED,
        line -> ProcessResult.of(new Row(line.number(), told.incrementAndGet())),
        Replay.OVERLAPPING);
  }

  static ResourceBinding<Line, Row, Ordered> ordered(LongUnaryOperator cursor, Replay replay) {
    return binding(
        ORDERED,
        line ->
            ProcessResult.of(new Row(line.number()))
                .withCheckpoint(new Ordered(cursor.applyAsLong(line.number()))),
        replay);
  }

  private static <C> ResourceBinding<Line, Row, C> binding(
      ResourceKey<Line, C> key, ResourceProcessor<Line, Row, C> processor, Replay replay) {
    return new ResourceBinding<>(
        key,
        processor,
        SinkTarget.stream("lines", ""),
        new RowCodec(),
        line -> 64,
        OnError.DEAD_LETTER,
        replay);
  }

  @Override
  public Pipeline pipeline() {
    return Pipeline.of(
        new SourceBinding(
            "numbers",
            () -> {
              Reader own = reader.get();
              return context -> own.run(context, this);
            },
            new SourceBinding.Reconnect(Duration.ofSeconds(1), Duration.ofSeconds(30), 2, 0.2),
            List.of(resource)));
  }

  @Override
  public synchronized int feed(int events) {
    for (int i = 0; i < events; i++) {
      log.add(Long.toString(++last));
    }
    notifyAll();
    return events;
  }

  @Override
  public synchronized boolean feedMalformed() {
    log.add("?");
    notifyAll();
    return true;
  }

  @Override
  public synchronized boolean dropConnections() {
    cut = canDropConnections;
    notifyAll();
    return canDropConnections;
  }

  /** Connects: reads from now on fail only if the connection is cut again. */
  synchronized void connect() {
    cut = false;
  }

  /** The line at an index from 0, once there is one. */
  synchronized String at(int index) throws IOException, InterruptedException {
    while (index >= log.size() && !cut) {
      wait();
    }
    if (cut) {
      throw new IOException("connection cut");
    }
    if (index < forgotten) {
      return "";
    }
    return log.get(index);
  }

  /** The lines before this index may be forgotten. */
  synchronized void forget(long index) {
    forgotten = Math.max(forgotten, index);
  }

  private static final class RowCodec implements RecordCodec<Row> {
    @Override
    public List<Column> columns() {
      return List.of(
          Column.required("number", ColumnType.Scalar.INT64),
          Column.required("told", ColumnType.Scalar.INT64));
    }

    @Override
    public void check(Row row) {}

    @Override
    public void write(Row row, RecordWriter out) {
      out.field("number");
      out.writeLong(row.number());
      out.field("told");
      out.writeLong(row.told());
    }
  }
}
