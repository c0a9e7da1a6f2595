package dev.durableingest.duckdb;

import static dev.durableingest.duckdb.RefusingTables.ONCE_QUOTES;
import static dev.durableingest.duckdb.RefusingTables.ONCE_TRADES;
import static dev.durableingest.duckdb.RefusingTables.range;
import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.annotations.OnError;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: with a journal nothing is written twice though a run ends between the pieces of a refused
 * batch. Method: sources that say everything once; a table that refuses ends the first run, and,
 * mended, lets the second go on.
 */
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class JournaledIsolationTest {
  @TempDir Path folder;
  private RefusingTables tables;

  @BeforeEach
  void makeTables() throws Exception {
    tables = new RefusingTables(folder);
  }

  @Test
  void writesNoPieceTwiceThatWasCommittedBeforeTheRunEndedInTheMiddleOfABatch() throws Exception {
    tables.refuseWhere("trades", "trade_id > 0");
    tables.refuseWhere("quotes", "trade_id = 7");
    PipelineStatus end =
        tables.runJournaled(
            OnError.DEAD_LETTER,
            context -> {
              for (long n = 1; n <= 40; n++) {
                context.emit(ONCE_TRADES, n);
                context.emit(ONCE_QUOTES, n);
              }
            });
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(tables.stored("quotes")).isEqualTo(range(1, 40, n -> n == 7 ? 0 : n));

    tables.refuseWhere("trades", "false");
    end = tables.runJournaled(OnError.DEAD_LETTER, context -> {});

    assertThat(end.state()).as("%s", end.problem()).isEqualTo(RunnerState.STOPPED);
    assertThat(end.guarantee()).isEqualTo("effectively-once");
    assertThat(tables.stored("trades")).isEqualTo(range(1, 40, n -> n));
    assertThat(tables.stored("quotes")).isEqualTo(range(1, 40, n -> n == 7 ? 0 : n));
    assertThat(tables.letters()).containsExactly(7L);
  }

  @Test
  void goesOnInTheMiddleOfAResourceWhoseEarlierPiecesAreCommitted() throws Exception {
    tables.refuseWhere("trades", "trade_id = 30");
    PipelineStatus end =
        tables.runJournaled(
            OnError.HALT,
            context -> {
              for (long n = 1; n <= 50; n++) {
                context.emit(ONCE_QUOTES, n);
                context.emit(ONCE_TRADES, n);
              }
            });
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(tables.stored("trades")).isEqualTo(range(1, 29, n -> n));

    tables.refuseWhere("trades", "trade_id = 13");
    tables.runJournaled(OnError.HALT, context -> context.emit(ONCE_TRADES, 51L));

    assertThat(tables.stored("trades")).isEqualTo(range(30, 51, n -> n)); // the table was made anew
    assertThat(tables.stored("quotes")).isEqualTo(range(1, 50, n -> n));
  }
}
