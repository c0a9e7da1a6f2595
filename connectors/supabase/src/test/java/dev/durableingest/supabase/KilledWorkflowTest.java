package dev.durableingest.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: whenever the workflow is killed, the newest row of every key in the sink is the row in the
 * database, and no key is there that the database does not have.
 *
 * <p>Method: writers go on while the workflow, a process of its own, is killed at random moments,
 * the first times during the initial snapshot. Then the writers stop, a last process catches up,
 * and both tables are compared with the database row by row.
 *
 * <p>{@code -Dkills=200} makes the proof as long as wanted, {@code -Dseed=…} repeats one.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledWorkflowTest {
  private static final int KILLS = Integer.getInteger("kills", 8);
  private static final int ROWS_BEFORE = 20_000;
  private static final String STREAMING = "supabase: streaming";
  private static final String PROJECTS = "id, name, budget, archived";
  private static final String ENTRIES = "id, project_id, user_id, seconds, note";

  @TempDir Path folder;

  @Test
  void holdsTheDatabasesRowsThoughTheWorkflowIsKilledAgainAndAgain() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KilledWorkflowTest: -Dseed=" + seed);
    Random random = new Random(seed);
    PostgresServer.Database database = PostgresServer.newDatabase();
    database.run(
        "insert into projects (id, name) select i + 5000000, 'old' || i from generate_series(1, "
            + ROWS_BEFORE
            + ") i");
    WorkflowProcess workflow = new WorkflowProcess(folder.resolve("log"));
    try (Writers writers = new Writers(database, seed)) {
      for (int kill = 0; kill < KILLS; kill++) {
        long before = workflow.count(STREAMING);
        Process process = workflow.start(arguments(database, "run"));
        if (random.nextInt(4) != 0) {
          awaitStreaming(workflow, process, before);
        }
        Thread.sleep(random.nextInt(2_500));
        assertThat(process.isAlive()).as(workflow.output()).isTrue();
        process.destroyForcibly();
        assertThat(process.waitFor()).isEqualTo(137);
        writers.requireWell();
      }
    }

    catchUp(workflow, database);
    retryDeadLetters(workflow, database);

    Ingested ingested = new Ingested(folder.resolve("data.duckdb"));
    List<String> projects = rows(database, "select " + PROJECTS + " from projects order by id");
    List<String> entries =
        rows(database, "select " + ENTRIES + " from time_entries order by id::text");
    System.out.println(
        "KilledWorkflowTest: " + projects.size() + " projects, " + entries.size() + " entries");
    assertThat(projects).hasSizeGreaterThan(ROWS_BEFORE);
    assertThat(entries).isNotEmpty();
    requireSame(ingested.newest("supabase_projects", PROJECTS, "id"), projects);
    requireSame(ingested.newest("supabase_time_entries", ENTRIES, "id::varchar"), entries);
  }

  /**
   * A change that was being handled at two deaths of the process is taken for what it died of, also
   * where it was the test that killed: such a one is kept, and handled again when it is asked for.
   */
  private void retryDeadLetters(WorkflowProcess workflow, PostgresServer.Database database)
      throws Exception {
    List<String> letters = deadLetters();
    System.out.println("KilledWorkflowTest: " + letters.size() + " changes were set aside");
    assertThat(letters)
        .allSatisfy(
            letter -> assertThat(letter).contains("The process died while it handled this event"));
    if (!letters.isEmpty()) {
      Process retry = workflow.start(arguments(database, "dead-letters", "retry", "all"));
      assertThat(retry.waitFor()).as(workflow.output()).isZero();
    }
  }

  private List<String> deadLetters() throws IOException {
    List<String> letters = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("dead-letters"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".ndjson")).toList()) {
        letters.addAll(Files.readAllLines(file));
      }
    }
    return letters;
  }

  private static void requireSame(List<String> found, List<String> expected) {
    Set<String> missing = new TreeSet<>(expected);
    found.forEach(missing::remove);
    Set<String> wrong = new TreeSet<>(found);
    expected.forEach(wrong::remove);
    assertThat(missing).as("rows of the database that the sink lacks").isEmpty();
    assertThat(wrong).as("rows of the sink that the database lacks").isEmpty();
    assertThat(found).hasSameSizeAs(expected);
  }

  /** Three of four kills fall after the log was begun to be read, the others anywhere before. */
  private static void awaitStreaming(WorkflowProcess workflow, Process process, long before)
      throws Exception {
    while (process.isAlive() && workflow.count(STREAMING) == before) {
      Thread.sleep(20);
    }
  }

  /** Runs the workflow until it has read and saved everything that is committed. */
  private void catchUp(WorkflowProcess workflow, PostgresServer.Database database)
      throws Exception {
    long before = workflow.count(STREAMING);
    Process last = workflow.start(arguments(database, "run"));
    awaitStreaming(workflow, last, before); // so that there is a slot, which only reading moves
    String mark = database.mark();
    while (last.isAlive() && !database.isConfirmed(slot(database), mark)) {
      Thread.sleep(20);
    }
    last.destroy();
    assertThat(last.waitFor()).as(workflow.output()).isZero();
  }

  private static String slot(PostgresServer.Database database) {
    return "killed_" + database.name();
  }

  private static List<String> rows(PostgresServer.Database database, String sql) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql.replace("archived", "archived::text"))) {
      return Ingested.joined(rows);
    }
  }

  private String[] arguments(PostgresServer.Database database, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(
        List.of(
            "--database-url",
            database.url(),
            "--slot",
            slot(database),
            "--olap",
            "duckdb:" + folder.resolve("data.duckdb"),
            "--dead-letters",
            "file:" + folder.resolve("dead-letters"),
            "--batch-linger",
            "1500ms")); // long between reading and saving, so that many kills fall there
    return arguments.toArray(new String[0]);
  }
}
