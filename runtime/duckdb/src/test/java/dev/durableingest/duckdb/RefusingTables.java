package dev.durableingest.duckdb;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SinkTarget;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Tables in a DuckDB file, with constraints of their user's, and a stream beside them. */
final class RefusingTables {
  static final ResourceKey<Long, Long> TRADES = key("trades");
  static final ResourceKey<Long, Long> QUOTES = key("quotes");
  static final ResourceKey<Long, Long> TICKER = key("ticker");
  static final ResourceKey<Long, Void> ONCE_TRADES =
      ResourceKey.of("trades", Long.class, Void.class);
  static final ResourceKey<Long, Void> ONCE_QUOTES =
      ResourceKey.of("quotes", Long.class, Void.class);
  static final long NOT_WRITABLE = 9_999;

  private final Path folder;
  private final Path file;

  /** Makes the tables, which refuse nothing yet. */
  RefusingTables(Path folder) throws Exception {
    this.folder = folder;
    this.file = folder.resolve("a.duckdb");
    run(context -> {});
  }

  PipelineStatus runWithBudget(SourceAdapter source) throws Exception {
    return pipeline(source, OnError.DEAD_LETTER)
        .start(with(10_000).deadLettersMaxInRow(2).build())
        .await();
  }

  PipelineStatus runJournaled(OnError onError, SourceAdapter source) throws Exception {
    return Pipeline.of(
            new SourceBinding(
                "exchange",
                () -> source,
                new SourceBinding.Reconnect(Duration.ofMillis(1), Duration.ofMillis(50), 2, 0.2),
                List.of(
                    saidOnce(ONCE_TRADES, onError),
                    saidOnce(ONCE_QUOTES, onError),
                    binding(TICKER, SinkTarget.stream("ticker", ""), onError))))
        .start(with(10_000).journal(folder.resolve("journal")).build())
        .await();
  }

  PipelineStatus run(SourceAdapter source) throws Exception {
    return run(source, OnError.DEAD_LETTER);
  }

  PipelineStatus run(SourceAdapter source, OnError onError) throws Exception {
    return run(source, onError, 10_000);
  }

  PipelineStatus run(SourceAdapter source, OnError onError, int batchMaxRecords) throws Exception {
    return pipeline(source, onError).start(options(batchMaxRecords)).await();
  }

  static Pipeline pipeline(SourceAdapter source, OnError onError) {
    return Pipeline.of(
        new SourceBinding(
            "exchange",
            () -> source,
            new SourceBinding.Reconnect(Duration.ofMillis(1), Duration.ofMillis(50), 2, 0.2),
            List.of(
                table(TRADES, onError),
                table(QUOTES, onError),
                binding(TICKER, SinkTarget.stream("ticker", ""), onError))));
  }

  PipelineOptions options(int batchMaxRecords) {
    return with(batchMaxRecords).build();
  }

  private PipelineOptions.Builder with(int batchMaxRecords) {
    return PipelineOptions.builder().olap(Run.url(file)).stream(folder.resolve("streams").toUri())
        .deadLetters(folder.resolve("dead-letters").toUri())
        .batchMaxRecords(batchMaxRecords)
        .batchLinger(Duration.ofMillis(100))
        .drainTimeout(Duration.ofSeconds(10));
  }

  /** A resource of which nothing comes again. */
  private static ResourceBinding<Long, Trade, Void> saidOnce(
      ResourceKey<Long, Void> key, OnError onError) {
    return new ResourceBinding<>(
        key,
        number -> ProcessResult.of(trade(number)),
        SinkTarget.olapTable(key.name(), List.of(), "", List.of()),
        new Trade.Codec(),
        payload -> 100L,
        onError,
        Replay.NONE);
  }

  private static ResourceBinding<Long, Trade, Long> table(
      ResourceKey<Long, Long> key, OnError onError) {
    return binding(key, SinkTarget.olapTable(key.name(), List.of(), "", List.of()), onError);
  }

  private static ResourceBinding<Long, Trade, Long> binding(
      ResourceKey<Long, Long> key, SinkTarget target, OnError onError) {
    return new ResourceBinding<>(
        key,
        number -> ProcessResult.of(trade(number)).withCheckpoint(number),
        target,
        new Trade.Codec(),
        payload -> 100L,
        onError,
        Replay.FROM_CHECKPOINT);
  }

  private static Trade trade(long number) {
    Trade whole = Trade.number(number);
    return number != NOT_WRITABLE
        ? whole
        : new Trade(
            whole.productId(),
            number,
            whole.side(),
            new BigDecimal("1E-30"),
            whole.size(),
            whole.maker(),
            whole.taker(),
            number,
            whole.time(),
            whole.origin());
  }

  /** A user of the table wants no such rows. */
  void refuseWhere(String table, String condition) throws Exception {
    String columns =
        Run.query(
                file,
                "SELECT string_agg(column_name || ' ' || data_type || ' NOT NULL', ', ' ORDER BY"
                    + " column_index) FROM duckdb_columns() WHERE table_name = '"
                    + table
                    + "'")
            .get(0);
    Run.execute(
        file,
        "DROP TABLE " + table,
        "CREATE TABLE " + table + " (" + columns + ", CHECK (NOT (" + condition + ")))");
  }

  List<Long> stored(String table) throws Exception {
    return Run.query(file, "SELECT trade_id FROM " + table + " ORDER BY rowid").stream()
        .map(Long::valueOf)
        .toList();
  }

  List<Long> streamed() throws IOException {
    return linesIn("streams").stream()
        .map(line -> Long.valueOf(line.replaceAll(".*\"trade_id\":(\\d+),.*", "$1")))
        .toList();
  }

  List<Long> letters() throws IOException {
    return letterLines().stream()
        .map(line -> Long.valueOf(line.replaceAll(".*\"json\":(\\d+)}.*", "$1")))
        .toList();
  }

  List<String> letterLines() throws IOException {
    return linesIn("dead-letters");
  }

  private List<String> linesIn(String name) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve(name))) {
      for (Path path : files.filter(f -> f.toString().endsWith(".ndjson")).sorted().toList()) {
        lines.addAll(Files.readAllLines(path));
      }
    }
    return lines;
  }

  static SourceAdapter numbers(long first, long last) {
    return context -> {
      for (long n = first; n <= last; n++) {
        context.emit(TRADES, n);
      }
    };
  }

  static List<Long> range(long first, long last, LongUnaryOperator orZero) {
    return LongStream.rangeClosed(first, last).map(orZero).filter(n -> n != 0).boxed().toList();
  }

  private static ResourceKey<Long, Long> key(String name) {
    return ResourceKey.of(name, Long.class, Long.class);
  }
}
