package dev.durableingest.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: a commit that fails for want of space loses nothing and repeats nothing. Method: a small
 * file system in memory, filled just before the commit; skipped where none can be mounted.
 */
final class DiskFullTest {
  private static final ResourceBinding<?, Trade, ?> TRADES =
      Bindings.append("trades", Trade.class, new Trade.Codec());

  @TempDir Path folder;
  private boolean isMounted;

  @BeforeEach
  void mountASmallFileSystem() throws Exception {
    isMounted = call("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", folder.toString());
    assumeTrue(isMounted, "No small file system can be mounted here: needs root on Linux");
  }

  @AfterEach
  void unmount() throws Exception {
    if (isMounted) {
      call("umount", "-l", folder.toString());
    }
  }

  @Test
  void isExactlyOnceWhenTheDiskIsFullAtCommit() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, TRADES)) {
      run.write(TRADES, CommitTest.trades(0, 1_000));
      run.save(1_000);
      Path filler = fill();
      List<Trade> batch = CommitTest.trades(1_000, 3_000);
      SinkException failure = writeAndSaveUntilItFails(run, batch);
      assertThat(failure.verdict()).as(failure.getMessage()).isEqualTo(Verdict.REOPEN);
      // A loop that forgets to read back can do no harm: neither rows nor document get in.
      Files.delete(filler);
      Failing.with(Verdict.REOPEN, () -> run.write(TRADES, batch));
      Failing.with(Verdict.REOPEN, () -> run.save(batch.size()));
      assertThat(run.store.reread()).isEqualTo(run.document);
      run.write(TRADES, batch);
      run.save(batch.size());
    }
    assertThat(CommitTest.ids(file)).isEqualTo("3000|0|2999");
    try (Run run = Run.start(file, TRADES)) {
      assertThat(run.document.events()).isEqualTo(3_000);
      assertThat(run.document.revision()).isEqualTo(2);
    }
  }

  @Test
  void staysUsableWhileTheDiskIsFull() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, TRADES)) {
      run.write(TRADES, CommitTest.trades(0, 1_000));
      run.save(1_000);
      Path filler = fill();
      List<Trade> batch = CommitTest.trades(1_000, 3_000);
      for (int attempt = 0; attempt < 3; attempt++) {
        SinkException failure = writeAndSaveUntilItFails(run, batch);
        assertThat(failure.verdict()).isIn(Verdict.REOPEN, Verdict.RETRY_SAME);
        assertThat(failure.getMessage()).contains(file.toString()).contains("No space left");
        assertThat(reread(run, filler)).isEqualTo(1);
      }
      Files.deleteIfExists(filler);
      run.write(TRADES, batch);
      run.save(batch.size());
    }
    assertThat(CommitTest.ids(file)).isEqualTo("3000|0|2999");
  }

  @Test
  void saysThatTheFileSystemTakesNoWritesAndGoesOnWhenItDoes() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, TRADES)) {
      run.write(TRADES, CommitTest.trades(0, 1_000));
      run.save(1_000);
    }
    assertThat(call("mount", "-o", "remount,ro", folder.toString())).isTrue();
    Failing.with(Verdict.STOP, () -> Run.start(file, TRADES).close()).contains("ead-only");
    assertThat(call("mount", "-o", "remount,rw", folder.toString())).isTrue();
    try (Run run = Run.start(file, TRADES)) {
      run.write(TRADES, CommitTest.trades(1_000, 2_000));
      run.save(1_000);
    }
    assertThat(CommitTest.ids(file)).isEqualTo("2000|0|1999");
  }

  /** The stored revision; makes room first where the database cannot even be opened. */
  private static long reread(Run run, Path filler) throws Exception {
    try {
      return run.store.reread().revision();
    } catch (SinkException e) {
      assertThat(e.verdict()).as(e.getMessage()).isEqualTo(Verdict.RETRY_SAME);
      Files.deleteIfExists(filler);
      long revision = run.store.reread().revision();
      fill(filler);
      return revision;
    }
  }

  private static SinkException writeAndSaveUntilItFails(Run run, List<Trade> batch) {
    try {
      run.write(TRADES, batch);
      run.store.save(run.next(batch.size()));
    } catch (SinkException e) {
      return e;
    }
    throw new AssertionError("The disk is not full");
  }

  private Path fill() throws IOException {
    Path filler = folder.resolve("filler");
    fill(filler);
    return filler;
  }

  private static void fill(Path filler) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private static boolean call(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
