package dev.durableingest.duckdb;

import static dev.durableingest.duckdb.RefusingTables.NOT_WRITABLE;
import static dev.durableingest.duckdb.RefusingTables.QUOTES;
import static dev.durableingest.duckdb.RefusingTables.TICKER;
import static dev.durableingest.duckdb.RefusingTables.TRADES;
import static dev.durableingest.duckdb.RefusingTables.numbers;
import static dev.durableingest.duckdb.RefusingTables.range;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.pipeline.DeadLetterRetry;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a record that a table refuses costs itself and nothing else, and a table that refuses every
 * record costs none. Method: whole pipelines into a real DuckDB file whose tables have constraints
 * of their user's, with a stream beside them that has to be taken back.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class IsolationTest {
  @TempDir Path folder;
  private RefusingTables tables;

  @BeforeEach
  void makeTables() throws Exception {
    tables = new RefusingTables(folder);
  }

  @Test
  void setsTheRefusedRecordsAsideAndWritesAllOthersOnce() throws Exception {
    tables.refuseWhere("trades", "trade_id % 50 = 13");

    PipelineStatus end = tables.run(numbers(1, 200));

    assertThat(end.problem()).isNull();
    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.handled()).isEqualTo(200);
    assertThat(end.deadLetters()).isEqualTo(4);
    assertThat(tables.stored("trades")).isEqualTo(range(1, 200, n -> n % 50 == 13 ? 0 : n));
    assertThat(tables.letters()).containsExactly(13L, 63L, 113L, 163L);
    assertThat(tables.letterLines())
        .allSatisfy(
            line ->
                assertThat(line)
                    .contains("\"stage\":\"sink\"", "\"resource\":\"trades\"", "CHECK constraint"));
  }

  @Test
  void goesOnBehindTheRefusedRecordWhenItRunsAgain() throws Exception {
    tables.refuseWhere("trades", "trade_id = 10");
    tables.run(numbers(1, 10));

    tables.run(
        context -> {
          long after = context.checkpoint(TRADES).orElse(0L);
          numbers(after + 1, 20).run(context);
        });

    assertThat(tables.stored("trades")).isEqualTo(range(1, 20, n -> n == 10 ? 0 : n));
    assertThat(tables.letters()).containsExactly(10L);
  }

  @Test
  void setsAValueAsideThatDoesNotFitItsColumn() throws Exception {
    tables.run(
        context -> {
          context.emit(TRADES, 1L);
          context.emit(TRADES, NOT_WRITABLE);
          context.emit(TRADES, 10_000L);
        });

    assertThat(tables.stored("trades")).containsExactly(1L, 10_000L);
    assertThat(tables.letters()).containsExactly(NOT_WRITABLE);
  }

  @Test
  void setsARecordAsideThatIsRefusedAlone() throws Exception {
    tables.refuseWhere("trades", "trade_id = 1");

    PipelineStatus end = tables.run(numbers(1, 1));

    assertThat(end.state()).isEqualTo(RunnerState.STOPPED);
    assertThat(tables.letters()).containsExactly(1L);
  }

  @Test
  void setsAFewRecordsAsideThatAreRefusedThoughNoGoodOneIsBesideThem() throws Exception {
    tables.refuseWhere("trades", "trade_id <= 12");
    for (long first : new long[] {1, 3}) {
      PipelineStatus end = tables.run(numbers(first, first == 1 ? 2 : 12));
      assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    }
    assertThat(tables.letters()).isEqualTo(range(1, 12, n -> n));
    tables.run(numbers(13, 14));
    assertThat(tables.stored("trades")).containsExactly(13L, 14L);
  }

  @Test
  void takesManyRefusalsWithoutAGoodRecordForTheTablesFault() throws Exception {
    tables.refuseWhere("trades", "trade_id <= 11");
    PipelineStatus end = tables.run(numbers(1, 11));
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("All 11 records of resource 'trades'");
    assertThat(tables.letters()).isEmpty();
  }

  @Test
  void takesBackWhatAStreamTookOfARefusedBatch() throws Exception {
    tables.refuseWhere("trades", "trade_id % 7 = 0");

    tables.run(
        context -> {
          for (long n = 1; n <= 100; n++) {
            context.emit(n % 2 == 0 ? TICKER : TRADES, n);
          }
        });

    assertThat(tables.streamed()).isEqualTo(range(1, 100, n -> n % 2 == 0 ? n : 0));
    assertThat(tables.stored("trades"))
        .isEqualTo(range(1, 100, n -> n % 2 == 0 || n % 7 == 0 ? 0 : n));
    assertThat(tables.letters()).containsExactly(7L, 21L, 35L, 49L, 63L, 77L, 91L);
  }

  @Test
  void setsNothingAsideWhereATableRefusesAllAndWritesTheOtherResources() throws Exception {
    tables.refuseWhere("trades", "trade_id > 20");
    tables.run(numbers(1, 20));

    PipelineStatus end =
        tables.run(
            context -> {
              for (long n = 21; n <= 40; n++) {
                context.emit(TRADES, n);
                context.emit(QUOTES, n);
              }
            });

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem())
        .contains("All 20 records of resource 'trades'", "CHECK constraint", "none was set aside");
    assertThat(tables.letters()).isEmpty();
    assertThat(tables.stored("trades")).isEqualTo(range(1, 20, n -> n));
    assertThat(tables.stored("quotes")).isEqualTo(range(21, 40, n -> n));
  }

  @Test
  void haltsAtARefusedRecordWhereTheResourceAsksForThat() throws Exception {
    tables.refuseWhere("trades", "trade_id = 30");

    PipelineStatus end = tables.run(numbers(1, 50), OnError.HALT);

    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("'trades'", "HALT", "CHECK constraint");
    assertThat(tables.stored("trades")).isEqualTo(range(1, 29, n -> n));
    assertThat(tables.letters()).isEmpty();
  }

  @Test
  void findsExactlyTheRefusedRecordsOfManyRandomBatches() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("IsolationTest: -Dseed=" + seed);
    Random random = new Random(seed);
    Set<Long> bad = new TreeSet<>();
    random.longs(40, 1, 601).forEach(bad::add);
    String list = bad.toString().replace('[', '(').replace(']', ')');
    tables.refuseWhere("trades", "trade_id IN " + list);

    PipelineStatus end =
        tables.run(
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
    assertThat(tables.stored("trades")).isEqualTo(range(1, 600, n -> bad.contains(n) ? 0 : n));
    assertThat(tables.letters()).containsExactlyElementsOf(bad);
  }

  @Test
  void writesARetriedLetterOnceWhenTheTableTakesItNow() throws Exception {
    tables.refuseWhere("trades", "trade_id IN (5, 7)");
    tables.run(numbers(1, 10));
    tables.refuseWhere("trades", "trade_id = 7");
    List<String> told = new ArrayList<>();

    for (int i = 0; i < 2; i++) {
      new DeadLetterRetry(
              RefusingTables.pipeline(numbers(1, 1), OnError.DEAD_LETTER), tables.options(10_000))
          .run(letter -> true, (letter, why) -> told.add(letter.number() + " " + (why == null)));
    }

    assertThat(told).containsExactly("1 true", "2 false", "2 false");
    assertThat(tables.stored("trades")).containsExactly(5L);
  }

  /**
   * Goal: a budget in a row bites where bad records follow one another at the source, and not where
   * taking a batch apart brings them together. Method: of each resource every second record is
   * refused, in one batch; and then three in a row.
   */
  @Test
  void takingABatchApartBringsNoBadRecordsIntoARow() throws Exception {
    tables.refuseWhere("trades", "trade_id % 2 = 0 OR trade_id > 100");
    tables.refuseWhere("quotes", "trade_id % 2 = 1");
    PipelineStatus end =
        tables.runWithBudget(
            context -> {
              for (long n = 1; n <= 40; n++) {
                context.emit(TRADES, n);
                context.emit(QUOTES, n);
              }
            });
    assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    assertThat(tables.letters()).hasSize(40);

    end =
        tables.runWithBudget(
            context -> {
              context.emit(TRADES, 41L);
              for (long n = 101; n <= 105; n++) {
                context.emit(TRADES, n);
                context.emit(QUOTES, 2 * n);
              }
            });
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains("of resource 'trades' in a row");
    assertThat(tables.letters()).hasSize(42).endsWith(101L, 102L);
    assertThat(tables.stored("quotes")).endsWith(202L, 204L, 206L, 208L, 210L);
  }
}
