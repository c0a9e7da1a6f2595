package dev.durableingest.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.supabase.simulator.SimulatorSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: read by PostgREST and by Realtime, too, the newest row of every key in the sink is the row
 * in the database, whenever the workflow is killed, as long as the conditions of those modes hold:
 * transactions are shorter than the overlap, a trigger keeps {@code updated_at}.
 *
 * <p>Method: writers go on while the workflow, a process of its own, is killed at random moments.
 * Then they stop, a last process catches up, and every row of the database is compared. Rows that
 * were deleted while nobody listened may be left in the sink: that is the other condition.
 *
 * <p>{@code -Dkills=200} makes the proof as long as wanted, {@code -Dseed=…} repeats one.
 */
@Timeout(value = 3, unit = TimeUnit.HOURS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledReadingTest {
  private static final int KILLS = Integer.getInteger("kills", 3);
  private static final String PROJECTS = "id, name, budget, archived::text";
  private static final String ENTRIES = "id, project_id, user_id, seconds, note";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"poll", "realtime"})
  void holdsTheDatabasesRowsThoughTheWorkflowIsKilledAgainAndAgain(String mode) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KilledReadingTest: -Dseed=" + seed);
    Random random = new Random(seed);
    PostgresServer.Database database = PostgresServer.newDatabase();
    database.run(
        "create function touch() returns trigger language plpgsql as"
            + " 'begin new.updated_at = clock_timestamp(); return new; end'",
        "create trigger touch before insert or update on projects for each row"
            + " execute function touch()",
        "create trigger touch before insert or update on time_entries for each row"
            + " execute function touch()",
        "insert into projects (id, name) select i + 5000000, 'old' || i"
            + " from generate_series(1, 5000) i");
    SimulatorSettings settings = SimulatorSettings.of(database.jdbcUrl()).withRowsMax(700);
    try (StandIn standIn = new StandIn(settings, folder, mode)) {
      WorkflowProcess workflow = new WorkflowProcess(folder.resolve("log"));
      try (Writers writers = new Writers(database, seed)) {
        for (int kill = 0; kill < KILLS; kill++) {
          Process process = workflow.start(standIn.arguments("run", "--batch-linger", "300ms"));
          Thread.sleep(1_500 + random.nextInt(1_500));
          assertThat(process.isAlive()).as(workflow.output()).isTrue();
          process.destroyForcibly();
          assertThat(process.waitFor()).isEqualTo(137);
          writers.requireWell();
        }
      }
      long rows =
          Long.parseLong(
              database.value(
                  "select (select count(*) from projects) + (select count(*) from time_entries)"));
      long enough = standIn.requestsOfAnotherReading(rows);
      Process last = workflow.start(standIn.arguments("run"));
      while (last.isAlive() && standIn.simulator.rowRequests() < enough) {
        Thread.sleep(20);
      }
      last.destroy();
      assertThat(last.waitFor()).as(workflow.output()).isZero();
      requireAll(standIn, database, "projects", PROJECTS);
      requireAll(standIn, database, "time_entries", ENTRIES);
    }
  }

  private static void requireAll(
      StandIn standIn, PostgresServer.Database database, String table, String columns)
      throws Exception {
    List<String> expected = rows(database, "select " + columns + " from " + table);
    List<String> found =
        standIn
            .ingested()
            .texts("select " + columns + " from supabase_" + table + " where not cdc_deleted");
    assertThat(expected).isNotEmpty();
    assertThat(found).as(table).containsAll(expected);
  }

  private static List<String> rows(PostgresServer.Database database, String sql) throws Exception {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return Ingested.joined(rows);
    }
  }
}
