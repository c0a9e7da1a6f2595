package dev.durableingest.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.sink.QueryRows;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code query} reads a database through the run that has it, or from the file. */
@Timeout(900)
final class QueryTest {
  private static final ResourceBinding<?, Trade, ?> TRADES =
      Bindings.append("trades", Trade.class, new Trade.Codec());

  @TempDir Path folder;

  @Test
  void readsTheFileWhenNoRunHasIt() throws Exception {
    Path file = withRows(5);
    byte[] before = Files.readAllBytes(file);
    assertThat(ask(file, "SELECT count(*) AS n FROM trades;")).containsExactly("[n]", "[5]");
    assertThat(ask(file, "SHOW TABLES")).containsExactly("[name]", "[trades]");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    Run.start(file, TRADES).close();
  }

  @Test
  void readsThroughTheProcessThatHasTheFileWhatIsCommittedThere() throws Exception {
    Path file = folder.resolve("a.duckdb");
    Process other =
        Children.start(List.of("-Djava.io.tmpdir=" + folder), Writer.class, file.toString());
    try (BufferedReader output = other.inputReader()) {
      assertThat(output.readLine()).isEqualTo("committed 10, written 20");
      assertThat(ask(file, "SELECT count(*) FROM trades"))
          .as("what is not committed is not seen")
          .containsExactly("[count_star()]", "[10]");
      assertThat(Files.getPosixFilePermissions(folder.resolve("a.duckdb.sock")))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
      refused(file, "SELECT nonsense").contains("Referenced column \"nonsense\"");
      assertThat(ask(file, "SELECT 1 AS one")).containsExactly("[one]", "[1]");
    } finally {
      other.destroyForcibly().waitFor();
    }
    assertThat(Files.exists(folder.resolve("a.duckdb.sock"))).as("left by the killed run").isTrue();
    assertThat(ask(file, "SELECT count(*) FROM trades")).contains("[10]");
  }

  @Test
  void changesNothingWhateverIsAsked() throws Exception {
    Path file = withRows(5);
    try (Run run = Run.start(file, TRADES)) {
      for (String sql :
          List.of(
              "DELETE FROM trades",
              "SELECT 1; DELETE FROM trades",
              "COMMIT; DELETE FROM trades",
              "COPY trades TO '" + folder.resolve("out.csv") + "'",
              "DROP TABLE trades",
              "ATTACH '" + folder.resolve("b.duckdb") + "'")) {
        refused(file, sql).startsWith("query: ");
      }
      refused(file, "DELETE FROM trades").contains("only a SELECT is answered");
      refused(file, "SELECT 1; SELECT 2").contains("write one SELECT, not 2 statements");
      assertThat(ask(file, "SELECT count(*) FROM trades")).contains("[5]");
      run.write(TRADES, CommitTest.trades(5, 6));
      run.save(1);
      assertThat(ask(file, "SELECT count(*) FROM trades")).contains("[6]");
      assertThat(folder.resolve("out.csv")).doesNotExist();
      assertThat(folder.resolve("b.duckdb")).doesNotExist();
    }
    assertThat(folder.resolve("a.duckdb.sock")).as("removed by the run").doesNotExist();
  }

  @Test
  void aQuestionThatTakesLongDoesNotHoldUpTheRunOrItsEnd() throws Exception {
    Path file = withRows(5);
    Thread asking;
    try (Run run = Run.start(file, TRADES)) {
      asking =
          new Thread(
              () -> {
                try {
                  ask(
                      file,
                      "SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b");
                } catch (SinkException e) {
                  Thread.currentThread().interrupt();
                }
              });
      asking.start();
      while (answering() == 0) {
        Thread.sleep(10);
      }
      run.write(TRADES, CommitTest.trades(5, 6));
      run.save(1);
    }
    asking.join();
    assertThat(ask(file, "SELECT count(*) FROM trades")).contains("[6]");
  }

  /** Goal: who does not read an answer holds up neither others nor the end of the run. */
  @Test
  void answersOthersThanThoseWhoDoNotRead() throws Exception {
    Path file = withRows(5);
    List<SocketChannel> readers = new ArrayList<>();
    try (Run run = Run.start(file, TRADES)) {
      for (int count = 1; count < QueryServer.CLIENTS_MAX; count++) {
        readers.add(askAndDoNotRead(file));
        assertThat(ask(file, "SELECT count(*) FROM trades")).contains("[5]");
        awaitAnswering(count);
      }
      readers.add(askAndDoNotRead(file));
      refused(file, "SELECT 1")
          .isEqualTo(
              "query: 4 questions are being answered, and a run answers no more at a time. Ask"
                  + " again when one of them has been read to its end.");
      run.write(TRADES, CommitTest.trades(5, 6));
      run.save(1);
      readers.remove(0).close();
      awaitAnswering(QueryServer.CLIENTS_MAX - 1);
      assertThat(ask(file, "SELECT count(*) FROM trades")).contains("[6]");
    } finally {
      for (SocketChannel reader : readers) {
        reader.close();
      }
    }
  }

  @Test
  void showsValuesOfEveryKind() throws Exception {
    Path file = withRows(0);
    try (Run run = Run.start(file, TRADES)) {
      assertThat(run.document.revision()).isEqualTo(1);
      assertThat(
              ask(
                  file,
                  "SELECT NULL, true, 1.50::DECIMAL(10,2), 'NaN'::DOUBLE, [1, 2], {a: 1, b: 'x'},"
                      + " map {'k': [3]}, TIMESTAMP '2024-01-02 03:04:05.123456',"
                      + " DATE '2024-01-02', 'ab'::BLOB, 170141183460469231731687303715884105727"))
          .element(1)
          .isEqualTo(
              List.of(
                      "null",
                      "true",
                      "1.50",
                      "NaN",
                      "[1, 2]",
                      "{a=1, b=x}",
                      "{k=[3]}",
                      "2024-01-02 03:04:05.123456",
                      "2024-01-02",
                      "YWI=",
                      "170141183460469231731687303715884105727")
                  .toString());
    }
  }

  @Test
  void listensElsewhereWhereThePathIsTooLongForASocket() throws Exception {
    Path deep = folder.resolve("a".repeat(60)).resolve("b".repeat(60)).resolve("a.duckdb");
    try (Run run = Run.start(deep, TRADES)) {
      assertThat(run.document.revision()).isZero();
      assertThat(ask(deep, "SELECT count(*) FROM trades")).contains("[0]");
    }
  }

  @Test
  void givesUpOnARunThatIsStopped() throws Exception {
    Path file = folder.resolve("a.duckdb");
    Process run =
        Children.start(List.of("-Djava.io.tmpdir=" + folder), Writer.class, file.toString());
    try (BufferedReader output = run.inputReader()) {
      assertThat(output.readLine()).startsWith("committed 10");
      signal("STOP", run);
      DatabaseUrl url = DatabaseUrl.parse(Run.url(file));
      Failing.with(
              Verdict.STOP,
              () ->
                  QueryClient.ask(url, "SELECT 1", into(new ArrayList<>()), Duration.ofMillis(300)))
          .contains("has not answered within 300ms: it is stopped, or busy");
      signal("CONT", run);
      assertThat(ask(file, "SELECT count(*) FROM trades")).contains("[10]");
    } finally {
      run.destroyForcibly().waitFor();
    }
  }

  @Test
  void saysThatThereIsNoDatabase() {
    refused(folder.resolve("a.duckdb"), "SELECT 1").contains("There is no database");
  }

  private static SocketChannel askAndDoNotRead(Path file) throws Exception {
    SocketChannel reader = SocketChannel.open(QuerySocket.of(DatabaseUrl.parse(Run.url(file))));
    QueryWire.ask(
        new BufferedWriter(Channels.newWriter(reader, StandardCharsets.UTF_8)),
        "SELECT range FROM range(1000000)");
    return reader;
  }

  /** Waits until the run answers only so many. */
  private static void awaitAnswering(int clients) throws InterruptedException {
    while (answering() > clients) {
      Thread.sleep(10);
    }
  }

  private static long answering() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("duckdb-answer"))
        .count();
  }

  private Path withRows(int count) throws Exception {
    Path file = folder.resolve("a.duckdb");
    try (Run run = Run.start(file, TRADES)) {
      run.write(TRADES, CommitTest.trades(0, count));
      run.save(count);
    }
    return file;
  }

  private static void signal(String name, Process to) throws Exception {
    new ProcessBuilder("kill", "-" + name, String.valueOf(to.pid())).start().waitFor();
  }

  private static List<String> ask(Path file, String sql) throws SinkException {
    List<String> lines = new ArrayList<>();
    new DuckDbSinkProvider().query(URI.create("duckdb:" + file), sql, into(lines));
    return lines;
  }

  private static QueryRows into(List<String> lines) {
    return new QueryRows() {
      @Override
      public void columns(List<String> names) {
        lines.add(names.toString());
      }

      @Override
      public void row(List<@Nullable Object> values) {
        lines.add(values.toString());
      }
    };
  }

  private static AbstractStringAssert<?> refused(Path file, String sql) {
    return Failing.with(Verdict.STOP, () -> ask(file, sql));
  }

  /** Has committed ten rows, and twenty in an open transaction, until it is killed. */
  static final class Writer {
    public static void main(String[] arguments) throws Exception {
      Run run = Run.start(Path.of(arguments[0]), TRADES);
      run.write(TRADES, CommitTest.trades(0, 10));
      run.save(10);
      run.write(TRADES, CommitTest.trades(10, 30));
      System.out.println("committed 10, written 20");
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
