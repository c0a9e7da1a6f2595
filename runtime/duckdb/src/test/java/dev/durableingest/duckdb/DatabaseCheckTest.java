package dev.durableingest.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.sink.Finding;
import dev.durableingest.runtime.sink.Finding.Outcome;
import dev.durableingest.runtime.sink.SinkCheck;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} says of a DuckDB file what a run would find, and leaves it as it is. */
@Timeout(900)
final class DatabaseCheckTest {
  private static final ResourceBinding<?, Trade, ?> TRADES =
      Bindings.append("trades", Trade.class, new Trade.Codec());

  @TempDir Path folder;

  @Test
  void looksAtAFolderWithoutMakingTheFile() throws Exception {
    SinkCheck check = check(folder.resolve("new/a.duckdb"));
    assertThat(check.kind()).isEqualTo(SinkKind.TRANSACTIONAL);
    assertThat(check.findings()).extracting(Finding::outcome).containsOnly(Outcome.OK);
    assertThat(check.findings().get(1).fact()).contains("library can be loaded");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void findsTheTableThatFitsAndTheCheckpoint() throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, TRADES)) {
      run.write(TRADES, CommitTest.trades(0, 10));
      run.save(10);
    }
    byte[] before = Files.readAllBytes(file);
    List<Finding> findings = check(file).findings();
    assertThat(findings).extracting(Finding::outcome).containsOnly(Outcome.OK);
    assertThat(findings.get(1)).isEqualTo(Finding.ok("table 'trades'", "fits its records"));
    assertThat(findings.get(2).fact()).startsWith("revision 1 of ").endsWith(", 10 events");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void failsOnAColumnTooMany() throws Exception {
    Path file = folder.resolve("a.duckdb");
    Run.start(file, TRADES).close();
    try (Connection client = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = client.createStatement()) {
      statement.execute("ALTER TABLE trades ADD COLUMN mine VARCHAR");
    }
    assertThat(check(file).findings())
        .filteredOn(finding -> finding.outcome() == Outcome.FAILS)
        .singleElement()
        .extracting(Finding::fact)
        .asString()
        .contains("column 'mine' is not in the record");
  }

  @Test
  void failsOnAFileThatIsNoDatabase() throws Exception {
    Path file = Files.writeString(folder.resolve("a.duckdb"), "only some notes\n".repeat(1_000));
    assertThat(check(file).findings().get(0).fact()).contains("is no DuckDB database");
  }

  @Test
  void namesTheRunThatHasTheFile() throws Exception {
    Path file = folder.resolve("a.duckdb");
    Process other =
        Children.start(
            List.of("-Djava.io.tmpdir=" + folder),
            OpeningTest.Holder.class,
            "run",
            file.toString());
    try (BufferedReader output = other.inputReader()) {
      assertThat(output.readLine()).isEqualTo("open");
      Finding only = check(file).findings().get(0);
      assertThat(only.outcome()).isEqualTo(Outcome.WEAK);
      assertThat(only.fact()).startsWith("is in use by pipeline 'trades', process " + other.pid());
    } finally {
      other.destroyForcibly().waitFor();
    }
    // A killed run leaves its name behind, and no lock.
    assertThat(check(file).findings()).extracting(Finding::outcome).containsOnly(Outcome.OK);
  }

  private static SinkCheck check(Path file) {
    return new DuckDbSinkProvider().check(Run.url(file), "trades", List.of(TRADES));
  }
}
