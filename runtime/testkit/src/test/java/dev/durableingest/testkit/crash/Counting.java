package dev.durableingest.testkit.crash;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
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
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A connector that counts: resource {@code rows} goes into a table, {@code lines} into a stream;
 * every tenth line cannot be mapped, and every tenth row is missed at first, known as a gap, and
 * filled in some rows later. Both count from their own cursor, so what must be in a folder after
 * any number of lives is known: everything from 1 to its end, once.
 */
final class Counting {
  /** A number of a resource. */
  record Count(long number) {}

  /** A row. */
  record Row(long number) {}

  /** A cursor. */
  record Cursor(long number) {}

  static final ResourceKey<Count, Cursor> ROWS = ResourceKey.of("rows", Count.class, Cursor.class);
  static final ResourceKey<Count, Cursor> LINES =
      ResourceKey.of("lines", Count.class, Cursor.class);

  private static final int BAD = 10;
  private static final int MISSED = 3;
  private static final int FILLED = 7;

  /** Where the rows go. */
  enum Layout {
    /** Rows and document into one DuckDB file, lines into files. */
    TABLE_AND_FILE,
    /** Both into files, the document into a file of its own. */
    FILES
  }

  private Counting() {}

  /** Happens on the pipeline thread before an event is mapped. */
  interface Before {
    void map(long number) throws Exception;
  }

  /** A pipeline that counts on, so many more of each. */
  static Pipeline pipeline(Layout layout, long more) {
    return pipeline(layout, more, number -> {});
  }

  /** The same, with something that happens before each line. */
  static Pipeline pipeline(Layout layout, long more, Before before) {
    return Pipeline.of(
        new SourceBinding(
            "counting",
            () -> context -> count(context, more),
            new SourceBinding.Reconnect(Duration.ofMillis(1), Duration.ofMillis(50), 2, 0.2),
            List.of(
                binding(
                    ROWS,
                    number -> {},
                    layout == Layout.FILES
                        ? SinkTarget.stream("rows", "")
                        : SinkTarget.olapTable("rows", List.of("number"), "", List.of())),
                binding(
                    LINES,
                    number -> {
                      before.map(number);
                      requireGood(number);
                    },
                    SinkTarget.stream("lines", "")))));
  }

  static PipelineOptions.Builder options(Layout layout, Path folder) {
    PipelineOptions.Builder options =
        PipelineOptions.builder().stream(folder.resolve("streams").toUri())
            .deadLetters(folder.resolve("dead-letters").toUri())
            .batchLinger(Duration.ofMillis(5))
            .batchMaxRecords(40)
            .drainTimeout(Duration.ofMinutes(2));
    return layout == Layout.FILES
        ? options.checkpoints(folder.resolve("checkpoints").toUri())
        : options.olap(URI.create("duckdb:" + folder.resolve("rows.duckdb")));
  }

  /**
   * What is there, as one line for each resource; "whole" where nothing is missing or twice. An
   * event that was in flight whenever the process died is taken for what kills it and set aside,
   * whoever killed it: so a dead letter counts as well as a record does.
   */
  static String contents(Layout layout, Path folder) throws IOException, SQLException {
    List<Long> rows =
        layout == Layout.FILES
            ? numbers(folder.resolve("streams/rows"), "")
            : query(folder.resolve("rows.duckdb"));
    rows.addAll(numbers(folder.resolve("dead-letters"), "\"rows\""));
    List<Long> lines = numbers(folder.resolve("streams/lines"), "");
    List<Long> bad = numbers(folder.resolve("dead-letters"), "\"lines\"");
    boolean written = lines.stream().noneMatch(n -> n % BAD == 0);
    lines.addAll(bad);
    return "rows " + verdict(rows) + ", lines " + (written ? verdict(lines) : "hold bad ones");
  }

  /** The greatest number of a row. */
  static long end(Layout layout, Path folder) throws IOException, SQLException {
    return last(
        layout == Layout.FILES
            ? numbers(folder.resolve("streams/rows"), "")
            : query(folder.resolve("rows.duckdb")));
  }

  static final String WHOLE = "rows whole, lines whole";

  private static String verdict(List<Long> found) {
    List<Long> sorted = found.stream().sorted().toList();
    List<Long> wanted = LongStream.rangeClosed(1, last(sorted)).boxed().toList();
    if (sorted.equals(wanted)) {
      return "whole";
    }
    List<Long> missing = new ArrayList<>(wanted);
    missing.removeAll(sorted);
    return sorted.size() + " of " + wanted.size() + ", missing " + missing;
  }

  private static void count(SourceContext context, long more) throws InterruptedException {
    long row = context.checkpoint(ROWS).map(Cursor::number).orElse(0L);
    long line = context.checkpoint(LINES).map(Cursor::number).orElse(0L);
    // Filled only when a later row has moved the cursor: else they would be counted again.
    List<Gap> open = new ArrayList<>(context.gaps(ROWS));
    for (Gap gap : open) {
      row = Math.max(row, gap.to());
    }
    for (long n = 1; n <= more; n++) {
      long number = row + n;
      if (number % 10 == MISSED && n < more) {
        open.add(context.gap(ROWS, "", number, number));
      } else {
        context.emit(ROWS, new Count(number));
      }
      if (number % 10 == FILLED || n == more) {
        fill(context, open);
        open.clear();
      }
      context.emit(LINES, new Count(line + n));
      if (n == 1) {
        sayAtWork(context, line);
      }
    }
  }

  /** Says so to who reads the output of this process, and again when a line is committed. */
  private static void sayAtWork(SourceContext context, long before) {
    AtomicBoolean isSaid = new AtomicBoolean();
    context.onCheckpointed(
        checkpoint -> {
          Cursor cursor = checkpoint.cursors(LINES).get("");
          if (cursor != null && cursor.number() > before && !isSaid.getAndSet(true)) {
            say();
          }
        });
    say();
  }

  private static void say() {
    System.out.write('!');
    System.out.flush();
  }

  private static void fill(SourceContext context, List<Gap> gaps) throws InterruptedException {
    for (Gap gap : gaps) {
      for (long missing = gap.next(); missing <= gap.to(); missing++) {
        context.backfill(gap, missing, ROWS, new Count(missing));
      }
    }
  }

  private static void requireGood(long line) {
    if (line % BAD == 0) {
      throw new IllegalArgumentException("bad");
    }
  }

  private static ResourceBinding<Count, Row, Cursor> binding(
      ResourceKey<Count, Cursor> key, Before before, SinkTarget target) {
    return new ResourceBinding<>(
        key,
        count -> {
          before.map(count.number());
          return ProcessResult.of(new Row(count.number()))
              .withCheckpoint(new Cursor(count.number()));
        },
        target,
        new RowCodec(),
        count -> 64,
        OnError.DEAD_LETTER,
        Replay.FROM_CHECKPOINT);
  }

  /** The numbers in those lines of a folder of segments that hold a text. */
  private static List<Long> numbers(Path folder, String holding) throws IOException {
    List<Long> numbers = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        for (String line : Files.readAllLines(file)) {
          if (!line.contains(holding)) {
            continue;
          }
          numbers.add(Long.valueOf(line.replaceAll(".*\"number\\\\*\":(\\d+).*", "$1")));
        }
      }
    } catch (NoSuchFileException e) {
      return numbers;
    }
    return numbers;
  }

  private static List<Long> query(Path database) throws SQLException {
    List<Long> numbers = new ArrayList<>();
    if (!Files.exists(database)) {
      return numbers;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT number FROM rows ORDER BY number")) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    }
    return numbers;
  }

  private static long last(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private static final class RowCodec implements RecordCodec<Row> {
    @Override
    public List<Column> columns() {
      return List.of(Column.required("number", ColumnType.Scalar.INT64));
    }

    @Override
    public void check(Row row) {}

    @Override
    public void write(Row row, RecordWriter out) {
      out.field("number");
      out.writeLong(row.number());
    }
  }
}
