package dev.durableingest.testkit.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.testkit.crash.Counting.Layout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a part of the data that was restored from an older backup leaves no hole: either everything
 * is brought in line, or the run is refused in one line. Method: one part of a folder is put back
 * to where it was a run ago.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RestoredBackupTest {
  private static final int MORE = 20;

  @TempDir Path temporary;

  @Test
  void ofADatabaseGoesOnFromThereBecauseItHoldsItsDocument() throws Exception {
    Path folder = restored(Layout.TABLE_AND_FILE, "rows.duckdb");
    assertThat(run(Layout.TABLE_AND_FILE, folder).state()).isEqualTo(RunnerState.STOPPED);
    assertThat(Counting.contents(Layout.TABLE_AND_FILE, folder)).isEqualTo(Counting.WHOLE);
    assertThat(Counting.end(Layout.TABLE_AND_FILE, folder)).isEqualTo(2 * MORE);
  }

  @Test
  void ofTheDocumentGoesOnFromThereBecauseStreamsAreCutBack() throws Exception {
    Path folder = restored(Layout.FILES, "checkpoints");
    assertThat(run(Layout.FILES, folder).state()).isEqualTo(RunnerState.STOPPED);
    assertThat(Counting.contents(Layout.FILES, folder)).isEqualTo(Counting.WHOLE);
    assertThat(Counting.end(Layout.FILES, folder)).isEqualTo(2 * MORE);
  }

  @Test
  void ofAStreamIsRefusedBecauseLinesAreMissing() throws Exception {
    Path folder = restored(Layout.FILES, "streams");
    PipelineStatus end = run(Layout.FILES, folder);
    assertThat(end.state()).isEqualTo(RunnerState.FAILED);
    assertThat(end.problem()).contains(folder.resolve("streams").toString()).doesNotContain("\n");
  }

  /** A folder of two runs, of which one part is as it was after the first. */
  private Path restored(Layout layout, String part) throws Exception {
    Path folder = temporary.resolve("data");
    Path backup = temporary.resolve("backup");
    assertThat(run(layout, folder).state()).isEqualTo(RunnerState.STOPPED);
    Tree.copy(folder.resolve(part), backup);
    assertThat(run(layout, folder).state()).isEqualTo(RunnerState.STOPPED);
    Tree.delete(folder.resolve(part));
    Tree.copy(backup, folder.resolve(part));
    return folder;
  }

  private static PipelineStatus run(Layout layout, Path folder) throws InterruptedException {
    return Counting.pipeline(layout, MORE).start(Counting.options(layout, folder).build()).await();
  }
}
