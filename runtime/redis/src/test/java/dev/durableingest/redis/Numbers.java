package dev.durableingest.redis;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.wiring.Column;
import dev.durableingest.runtime.wiring.ColumnType;
import dev.durableingest.runtime.wiring.ConfigBinding;
import dev.durableingest.runtime.wiring.RecordCodec;
import dev.durableingest.runtime.wiring.RecordWriter;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
import dev.durableingest.runtime.workflow.Workflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** A workflow that counts, wired by hand, as a process: the next number every millisecond. */
public final class Numbers {
  static final ResourceKey<Number, Cursor> NUMBERS =
      ResourceKey.of("numbers", Number.class, Cursor.class);

  private Numbers() {}

  /** What the source reads. */
  public record Number(long n) {}

  /** What is written. */
  public record Row(long n) {}

  /** How far the source has come. */
  public record Cursor(long n) implements Comparable<Cursor> {
    @Override
    public int compareTo(Cursor other) {
      return Long.compare(n, other.n);
    }
  }

  /** Runs the workflow; what it acknowledges is appended to the file of {@code -Dacknowledged}. */
  public static void main(String... args) {
    new Workflow<>(
            Numbers.class,
            "numbers",
            new ConfigBinding<>(List.of(), values -> ""),
            config -> pipeline(new Counter(Path.of(System.getProperty("acknowledged")))))
        .runAndExit(args);
  }

  static Pipeline pipeline(SourceAdapter source) {
    return Pipeline.of(
        new SourceBinding(
            "numbers",
            () -> source,
            new SourceBinding.Reconnect(Duration.ofMillis(10), Duration.ofMillis(100), 2, 0),
            List.of(
                new ResourceBinding<>(
                    NUMBERS,
                    number ->
                        ProcessResult.of(new Row(number.n()))
                            .withCheckpoint(new Cursor(number.n())),
                    SinkTarget.stream("numbers", ""),
                    new RowCodec(),
                    number -> 16,
                    OnError.DEAD_LETTER,
                    Replay.FROM_CHECKPOINT))));
  }

  /**
   * Goes on until it is told to end, so that whatever is done to a run before that finds it under
   * way, however fast or slow it is.
   */
  static final class Endless implements SourceAdapter {
    // For the sake of the amount only.
    private static final long REST_EVERY = 50;
    private static final long REST_MILLIS = 5;

    private volatile boolean isToEnd;
    private volatile long last;

    @Override
    public void run(SourceContext context) throws InterruptedException {
      long number = context.checkpoint(NUMBERS).map(Cursor::n).orElse(0L);
      while (!isToEnd) {
        context.emit(NUMBERS, new Number(++number));
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

  private record Counter(Path acknowledged) implements SourceAdapter {
    @Override
    public void run(SourceContext context) throws Exception {
      long last = context.checkpoint(NUMBERS).map(Cursor::n).orElse(0L);
      context.onCheckpointed(checkpoint -> note(checkpoint.revision()));
      while (true) {
        context.emit(NUMBERS, new Number(++last));
        Thread.sleep(1);
      }
    }

    private void note(long revision) {
      try {
        Files.writeString(
            acknowledged, revision + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class RowCodec implements RecordCodec<Row> {
    @Override
    public List<Column> columns() {
      return List.of(Column.required("n", ColumnType.Scalar.INT64));
    }

    @Override
    public void check(Row row) {}

    @Override
    public void write(Row row, RecordWriter out) {
      out.field("n");
      out.writeLong(row.n());
    }
  }
}
