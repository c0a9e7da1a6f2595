package dev.durableingest.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.durableingest.runtime.checkpoint.CheckpointStoreProvider;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.SinkProvider;
import dev.durableingest.runtime.sink.SinkProvider.Role;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.BufferedReader;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything that keeps the file from being opened is one line that says the way out. */
@Timeout(900)
final class OpeningTest {
  private static final ResourceBinding<?, Trade, ?> TRADES =
      Bindings.append("trades", Trade.class, new Trade.Codec());

  @TempDir Path folder;

  @Test
  void isFoundByItsScheme() {
    assertThat(ServiceLoader.load(SinkProvider.class))
        .filteredOn(provider -> provider.scheme().equals("duckdb"))
        .singleElement()
        .satisfies(
            provider -> {
              assertThat(provider.accepts(Role.OLAP)).isTrue();
              assertThat(provider.accepts(Role.STREAM)).isFalse();
            });
    assertThat(ServiceLoader.load(CheckpointStoreProvider.class))
        .filteredOn(provider -> provider.scheme().equals("duckdb"))
        .hasSize(1);
  }

  @Test
  void makesTheFileAndItsFolders() throws Exception {
    Path file = folder.resolve("new/deep/a.duckdb");
    Run.start(file, TRADES).close();
    assertThat(Run.query(file, "SELECT count(*) FROM trades")).containsExactly("0");
  }

  @Test
  void takesSettingsFromTheUrl() throws Exception {
    URI url = URI.create("duckdb:" + folder.resolve("a.duckdb") + "?memory_limit=2GB&threads=2");
    assertThat(DatabaseUrl.parse(url).settings())
        .containsEntry("memory_limit", "2GB")
        .containsEntry("threads", "2");
    Run.start(url, TRADES).close();
    assertThat(DatabaseUrl.parse(URI.create("duckdb:data/a%20b.duckdb")).path())
        .isEqualTo(Path.of("data/a b.duckdb"));
  }

  @Test
  void refusesAUrlThatNamesNoFile() {
    for (String url :
        List.of("duckdb::memory:", "duckdb://host/a.duckdb", "duckdb:?threads=1", "duckdb:a;b")) {
      stops(url).contains("names no database file").contains("duckdb:data/name.duckdb");
    }
    stops("duckdb:a.duckdb?treads=1").contains("'treads'").contains("memory_limit, threads");
    stops("duckdb:" + folder.resolve("a.duckdb") + "?memory_limit=lots").contains("memory");
  }

  @Test
  void saysThatAFileIsNoDatabase() throws Exception {
    Path file = folder.resolve("notes.duckdb");
    Files.writeString(file, "only some notes\n".repeat(1_000));
    stops("duckdb:" + file).contains(file + " is no DuckDB database. Move it away");
    assertThat(Files.readString(file)).startsWith("only some notes");
  }

  @Test
  void saysThatAFileIsDamaged() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, TRADES)) {
      run.write(TRADES, CommitTest.trades(0, 5_000));
      run.save(5_000);
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (int at = 4_100; at < 12_200; at += 100) {
        bytes.seek(at);
        bytes.write(0x5a);
      }
    }
    stops("duckdb:" + file).contains(file + " is damaged").contains("Restore it from a backup");
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 5_000));
    stops("duckdb:" + file).contains(file + " is damaged");
  }

  @Test
  void saysThatAFolderCannotBeWritten() throws Exception {
    Path notAFolder = Files.createFile(folder.resolve("file"));
    stops("duckdb:" + notAFolder.resolve("a.duckdb")).contains("cannot be made");
    stops("duckdb:" + folder).contains(folder.toString());
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "No /proc here");
    stops("duckdb:/proc/self/a.duckdb").contains("/proc/self").contains("cannot be made");
  }

  @Test
  void saysWhichRunHasTheFile() throws Exception {
    Path file = folder.resolve("a.duckdb");
    Process other = Children.start(temporary(), Holder.class, "run", file.toString());
    try (BufferedReader output = other.inputReader()) {
      assertThat(output.readLine()).isEqualTo("open");
      isInUse("duckdb:" + file)
          .contains(file + " is in use by pipeline 'trades', process " + other.pid())
          .contains("Stop that run first");
      Path link = Files.createSymbolicLink(folder.resolve("link.duckdb"), file);
      isInUse("duckdb:" + link).contains("in use by pipeline 'trades', process " + other.pid());
    } finally {
      other.destroyForcibly().waitFor();
    }
    Run.start(file, TRADES).close();
  }

  @Test
  void saysWhichForeignProcessHasTheFile() throws Exception {
    Path file = folder.resolve("a.duckdb");
    Process other = Children.start(temporary(), Holder.class, "client", file.toString());
    try (BufferedReader output = other.inputReader()) {
      assertThat(output.readLine()).isEqualTo("open");
      isInUse("duckdb:" + file)
          .contains(file + " is open in another process: ")
          .contains("PID " + other.pid())
          .contains("close it there first");
    } finally {
      other.destroyForcibly().waitFor();
    }
    Run.start(file, TRADES).close();
  }

  @Test
  void saysThatTheNativeLibraryCannotBeUnpacked() throws Exception {
    Path missing = folder.resolve("missing");
    Process child =
        Children.start(
            List.of("-Djava.io.tmpdir=" + missing),
            Holder.class,
            "run",
            folder.resolve("a.duckdb").toString());
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output.lines().filter(line -> !line.startsWith("WARNING: java.io.tmpdir")))
        .singleElement()
        .asString()
        .startsWith("Stop[] DuckDB's native library could not be unpacked into " + missing)
        .contains("-Djava.io.tmpdir=FOLDER");
  }

  /** A killed client leaves DuckDB's native library behind: let it be in the test's own folder. */
  private List<String> temporary() {
    return List.of("-Djava.io.tmpdir=" + folder);
  }

  private AbstractStringAssert<?> isInUse(String url) {
    return Failing.with(Verdict.IN_USE, () -> Run.start(URI.create(url), TRADES).close());
  }

  private AbstractStringAssert<?> stops(String url) {
    return Failing.with(Verdict.STOP, () -> Run.start(URI.create(url), TRADES).close());
  }

  /** Has the file open until it is killed: as a run of ours, or as any DuckDB client. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      if (arguments[0].equals("run")) {
        try {
          Run.start(Path.of(arguments[1]), TRADES);
        } catch (SinkException e) {
          System.out.println(e.verdict() + " " + e.getMessage());
          return;
        }
        System.out.println("open");
        Thread.sleep(Long.MAX_VALUE);
      }
      try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + arguments[1])) {
        System.out.println("open");
        Thread.sleep(Long.MAX_VALUE);
        connection.clearWarnings();
      }
    }
  }
}
