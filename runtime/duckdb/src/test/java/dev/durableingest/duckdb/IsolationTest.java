package dev.durableingest.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.SourceAdapter;
import dev.durableingest.runtime.pipeline.DeadLetterRetry;
import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
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
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a record that a table refuses costs itself and nothing else, and a table that refuses every
 * record costs none. Method: whole pipelines into a real DuckDB file whose tables have constraints
 * of their user's, with a stream beside them that has to be taken back.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class IsolationTest {
  private static final ResourceKey<Long, Long> TRADES = key("trades");
  private static final ResourceKey<Long, Long> QUOTES = key("quotes");
  private static final ResourceKey<Long, Long> TICKER = key("ticker");
  private static final ResourceKey<Long, Void> ONCE_TRADES =
      ResourceKey.of("trades", Long.class, Void.class);
  private static final ResourceKey<Long, Void> ONCE_QUOTES =
      ResourceKey.of("quotes", Long.class, Void.class);
  private static final long NOT_WRITABLE = 9_999;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeTables() throws Exception {
    file = folder.resolve("a.duckdb");
    run(context -> {});
  }

  @Test
  void setsTheRefusedRecordsAsideAndWritesAllOthersOnce() throws Exception {
    refuseWhere("trades", "trade_id % 50 = 13");

    PipelineStatus end = run(numbers(1, 200));

    assertThat(end.problem()).isNull();
    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.handled()).isEqualTo(200);
    assertThat(end.deadLetters()).isEqualTo(4);
    assertThat(stored("trades")).isEqualTo(range(1, 200, n -> n % 50 == 13 ? 0 : n));
    assertThat(letters()).containsExactly(13L, 63L, 113L, 163L);
    assertThat(letterLines())
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("\"stage\":\"sink\"", "\"resource\":\"trades\"", "CHECK constraint"));
  }

  @Test
  void goesOnBehindTheRefusedRecordWhenItRunsAgain() throws Exception {
    refuseWhere("trades", "trade_id = 10");
    run(numbers(1, 10));

    run(
        context -> {
          long after = context.checkpoint(TRADES).orElse(0L);
          numbers(after + 1, 20).run(context);
        });

    assertThat(stored("trades")).isEqualTo(range(1, 20, n -> n == 10 ? 0 : n));
    assertThat(letters()).containsExactly(10L);
  }

  @Test
  void setsAValueAsideThatDoesNotFitItsColumn() throws Exception {
    run(
        context -> {
          context.emit(TRADES, 1L);
          context.emit(TRADES, NOT_WRITABLE);
          context.emit(TRADES, 10_000L);
        });

    assertThat(stored("trades")).containsExactly(1L, 10_000L);
    assertThat(letters()).containsExactly(NOT_WRITABLE);
  }

  @Test
  void setsARecordAsideThatIsRefusedAlone() throws Exception {
    refuseWhere("trades", "trade_id = 1");

    PipelineStatus end = run(numbers(1, 1));

    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(letters()).containsExactly(1L);
  }

  @Test
  void setsAFewRecordsAsideThatAreRefusedThoughNoGoodOneIsBesideThem() throws Exception {
    refuseWhere("trades", "trade_id <= 12");
    for (long first : new long[] {1, 3}) {
      PipelineStatus end = run(numbers(first, first == 1 ? 2 : 12));
      assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    }
    assertThat(letters()).isEqualTo(range(1, 12, n -> n));
    run(numbers(13, 14));
    assertThat(stored("trades")).containsExactly(13L, 14L);
  }

  @Test
  void takesManyRefusalsWithoutAGoodRecordForTheTablesFault() throws Exception {
    refuseWhere("trades", "trade_id <= 11");
    PipelineStatus end = run(numbers(1, 11));
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("All 11 records of resource 'trades'");
    assertThat(letters()).isEmpty();
  }

  @Test
  void takesBackWhatAStreamTookOfARefusedBatch() throws Exception {
    refuseWhere("trades", "trade_id % 7 = 0");

    run(
        context -> {
          for (long n = 1; n <= 100; n++) {
            context.emit(n % 2 == 0 ? TICKER : TRADES, n);
          }
        });

    assertThat(streamed()).isEqualTo(range(1, 100, n -> n % 2 == 0 ? n : 0));
    assertThat(stored("trades")).isEqualTo(range(1, 100, n -> n % 2 == 0 || n % 7 == 0 ? 0 : n));
    assertThat(letters()).containsExactly(7L, 21L, 35L, 49L, 63L, 77L, 91L);
  }

  @Test
  void setsNothingAsideWhereATableRefusesAllAndWritesTheOtherResources() throws Exception {
    refuseWhere("trades", "trade_id > 20");
    run(numbers(1, 20));

    PipelineStatus end =
        run(
            context -> {
              for (long n = 21; n <= 40; n++) {
                context.emit(TRADES, n);
                context.emit(QUOTES, n);
              }
            });

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem())
        .contains("All 20 records of resource 'trades'", "CHECK constraint", "none was set aside");
    assertThat(letters()).isEmpty();
    assertThat(stored("trades")).isEqualTo(range(1, 20, n -> n));
    assertThat(stored("quotes")).isEqualTo(range(21, 40, n -> n));
  }

  @Test
  void haltsAtARefusedRecordWhereTheResourceAsksForThat() throws Exception {
    refuseWhere("trades", "trade_id = 30");

    PipelineStatus end = run(numbers(1, 50), OnError.HALT);

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("'trades'", "HALT", "CHECK constraint");
    assertThat(stored("trades")).isEqualTo(range(1, 29, n -> n));
    assertThat(letters()).isEmpty();
  }

  @Test
  void findsExactlyTheRefusedRecordsOfManyRandomBatches() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("IsolationTest: -Dseed=" + seed);
    Random random = new Random(seed);
    Set<Long> bad = new TreeSet<>();
    random.longs(40, 1, 601).forEach(bad::add);
    String list = bad.toString().replace('[', '(').replace(']', ')');
    refuseWhere("trades", "trade_id IN " + list);

    PipelineStatus end =
        run(
            context -> {
              for (long n = 1; n <= 600; n++) {
                context.emit(TRADES, n);
                if (random.nextInt(3) == 0) {
                  context.emit(QUOTES, n);
                }
              }
            },
            OnError.DEAD_LETTER,
            20 + random.nextInt(200));

    assertThat(end.state()).as(end.problem()).isEqualTo(RunnerState.STOPPED);
    assertThat(stored("trades")).isEqualTo(range(1, 600, n -> bad.contains(n) ? 0 : n));
    assertThat(letters()).containsExactlyElementsOf(bad);
  }

  @Test
  void writesARetriedLetterOnceWhenTheTableTakesItNow() throws Exception {
    refuseWhere("trades", "trade_id IN (5, 7)");
    run(numbers(1, 10));
    refuseWhere("trades", "trade_id = 7");
    List<String> told = new ArrayList<>();

    for (int i = 0; i < 2; i++) {
      new DeadLetterRetry(pipeline(numbers(1, 1), OnError.DEAD_LETTER), options(10_000))
          .run(letter -> true, (letter, why) -> told.add(letter.number() + " " + (why == null)));
    }

    assertThat(told).containsExactly("1 true", "2 false", "2 false");
    assertThat(stored("trades")).containsExactly(5L);
  }

  /**
   * Goal: with a journal nothing is written twice though a run ends between the pieces of a refused
   * batch. Method: a source that says everything once; a table that refuses all ends the first run
   * when another is written; mended, it lets the second go on.
   */
  @Test
  void writesNoPieceTwiceThatWasCommittedBeforeTheRunEndedInTheMiddleOfABatch() throws Exception {
    refuseWhere("trades", "trade_id > 0");
    refuseWhere("quotes", "trade_id = 7");
    PipelineStatus end =
        runJournaled(
            OnError.DEAD_LETTER,
            context -> {
              for (long n = 1; n <= 40; n++) {
                context.emit(ONCE_TRADES, n);
                context.emit(ONCE_QUOTES, n);
              }
            });
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(stored("quotes")).isEqualTo(range(1, 40, n -> n == 7 ? 0 : n));

    refuseWhere("trades", "false");
    end = runJournaled(OnError.DEAD_LETTER, context -> {});

    assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.guarantee()).isEqualTo("effectively-once");
    assertThat(stored("trades")).isEqualTo(range(1, 40, n -> n));
    assertThat(stored("quotes")).isEqualTo(range(1, 40, n -> n == 7 ? 0 : n));
    assertThat(letters()).containsExactly(7L);
  }

  @Test
  void goesOnInTheMiddleOfAResourceWhoseEarlierPiecesAreCommitted() throws Exception {
    refuseWhere("trades", "trade_id = 30");
    PipelineStatus end =
        runJournaled(
            OnError.HALT,
            context -> {
              for (long n = 1; n <= 50; n++) {
                context.emit(ONCE_QUOTES, n);
                context.emit(ONCE_TRADES, n);
              }
            });
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(stored("trades")).isEqualTo(range(1, 29, n -> n));

    refuseWhere("trades", "trade_id = 13");
    runJournaled(OnError.HALT, context -> context.emit(ONCE_TRADES, 51L));

    assertThat(stored("trades")).isEqualTo(range(30, 51, n -> n)); // the table was made anew
    assertThat(stored("quotes")).isEqualTo(range(1, 50, n -> n));
  }

  /**
   * Goal: a budget in a row bites where bad records follow one another at the source, and not where
   * taking a batch apart brings them together. Method: of each resource every second record is
   * refused, in one batch; and then three in a row.
   */
  @Test
  void takingABatchApartBringsNoBadRecordsIntoARow() throws Exception {
    refuseWhere("trades", "trade_id % 2 = 0 OR trade_id > 100");
    refuseWhere("quotes", "trade_id % 2 = 1");
    PipelineStatus end =
        runWithBudget(
            context -> {
              for (long n = 1; n <= 40; n++) {
                context.emit(TRADES, n);
                context.emit(QUOTES, n);
              }
            });
    assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    assertThat(letters()).hasSize(40);

    end =
        runWithBudget(
            context -> {
              context.emit(TRADES, 41L);
              for (long n = 101; n <= 105; n++) {
                context.emit(TRADES, n);
                context.emit(QUOTES, 2 * n);
              }
            });
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("of resource 'trades' in a row");
    assertThat(letters()).hasSize(42).endsWith(101L, 102L);
    assertThat(stored("quotes")).endsWith(202L, 204L, 206L, 208L, 210L);
  }

  private PipelineStatus runWithBudget(SourceAdapter source) throws Exception {
    return pipeline(source, OnError.DEAD_LETTER)
        .start(with(10_000).deadLettersMaxInRow(2).build())
        .await();
  }

  private PipelineStatus runJournaled(OnError onError, SourceAdapter source) throws Exception {
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

  private PipelineStatus run(SourceAdapter source) throws Exception {
    return run(source, OnError.DEAD_LETTER);
  }

  private PipelineStatus run(SourceAdapter source, OnError onError) throws Exception {
    return run(source, onError, 10_000);
  }

  private PipelineStatus run(SourceAdapter source, OnError onError, int batchMaxRecords)
      throws Exception {
    return pipeline(source, onError).start(options(batchMaxRecords)).await();
  }

  private static Pipeline pipeline(SourceAdapter source, OnError onError) {
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

  private PipelineOptions options(int batchMaxRecords) {
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
  private void refuseWhere(String table, String condition) throws Exception {
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

  private List<Long> stored(String table) throws Exception {
    return Run.query(file, "SELECT trade_id FROM " + table + " ORDER BY rowid").stream()
        .map(Long::valueOf)
        .toList();
  }

  private List<Long> streamed() throws IOException {
    return linesIn("streams").stream()
        .map(line -> Long.valueOf(line.replaceAll(".*\"trade_id\":(\\d+),.*", "$1")))
        .toList();
  }

  private List<Long> letters() throws IOException {
    return letterLines().stream()
        .map(line -> Long.valueOf(line.replaceAll(".*\"json\":(\\d+)}.*", "$1")))
        .toList();
  }

  private List<String> letterLines() throws IOException {
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

  private static SourceAdapter numbers(long first, long last) {
    return context -> {
      for (long n = first; n <= last; n++) {
        context.emit(TRADES, n);
      }
    };
  }

  private static List<Long> range(long first, long last, LongUnaryOperator orZero) {
    return LongStream.rangeClosed(first, last).map(orZero).filter(n -> n != 0).boxed().toList();
  }

  private static ResourceKey<Long, Long> key(String name) {
    return ResourceKey.of(name, Long.class, Long.class);
  }
}
