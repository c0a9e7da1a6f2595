package dev.durableingest.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.supabase.simulator.SimulatorSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workflow in mode realtime against a stand-in over a real PostgreSQL. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RealtimeTest {
  private static final String ID = "00000000-0000-0000-0000-00000000000";

  @TempDir Path folder;

  private PostgresServer.Database database;

  @BeforeEach
  void makeDatabase() throws SQLException {
    database = PostgresServer.newDatabase();
    database.run(
        "create function touch() returns trigger language plpgsql as"
            + " 'begin new.updated_at = clock_timestamp(); return new; end'",
        "create trigger touch before update on projects for each row execute function touch()",
        "create trigger touch before update on time_entries for each row"
            + " execute function touch()",
        "alter table time_entries alter column note set storage external",
        "insert into projects (id, name) select i, 'old' || i from generate_series(1, 100) i");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0.0", "2.0.0"})
  void tellsWhatWasThereThenEveryKindOfChange(String version) throws Exception {
    try (StandIn standIn = standIn();
        Ingestion run = standIn.start(Configs.told(standIn.simulator.url(), version))) {
      // When the first reading is over, what changes is told, and read by nothing else.
      run.awaitHandled(100);
      run.await(() -> standIn.simulator.rowRequests() >= 3);
      database.run(
          "insert into projects (id, name, budget, meta) values (9007199254740993, 'é 🐘',"
              + " 1234567890123456.7891, '{\"n\": 12345678901234567890}')",
          "update projects set name = 'new' where id = 1",
          "update projects set id = 2000 where id = 2",
          "delete from projects where id = 3",
          "insert into time_entries (id, project_id, user_id, started_at, note, tags, raw, rate)"
              + " values ('"
              + ID
              + "1', 1, '"
              + ID
              + "9', now(), repeat('x', 100000), array['a', 'b c'], '\\x00ff', 0.10)",
          "update time_entries set seconds = 5",
          "insert into time_entries (id, project_id, user_id, started_at, note) values ('"
              + ID
              + "2', 1, '"
              + ID
              + "9', now(), repeat('y', 1100000))");
      run.awaitHandled(108);
      run.stop();

      assertThat(
              projects(
                  standIn,
                  "id, name, budget, meta, cdc_op, cdc_lsn",
                  "id in (1, 9007199254740993)"))
          .containsExactly(
              "1|new|null|{}|update|null",
              "9007199254740993|é 🐘|1234567890123456.7891|"
                  + "{\"n\": 12345678901234567890}|insert|null");
      assertThat(projects(standIn, "id, name, cdc_op", "id in (2, 3, 2000)"))
          .containsExactly("2000|old2|update");
      assertThat(projects(standIn, "count(*)", "true")).containsExactly("100");
      // The value that an update did not touch, and the row that was too large, came by PostgREST.
      assertThat(
              standIn
                  .ingested()
                  .texts(
                      "select seconds, length(note), len(tags), hex(raw), rate, cdc_complete"
                          + " from supabase_time_entries order by id"))
          .containsExactly("5|100000|2|00FF|0.10|true", "null|1100000|0|null|null|true");
    }
  }

  @Test
  void closesWhatWasLostInSilenceAndWhatChangedWhileTheSocketWasDown() throws Exception {
    try (StandIn standIn = standIn();
        Ingestion run = start(standIn)) {
      awaitTold(standIn, run, 1);
      standIn.simulator.faults().loseChanges(50);
      database.run("update projects set name = 'lost' where id <= 50");
      standIn.simulator.faults().refuseJoin("ClientJoinRateLimitReached: Too many joins");
      standIn.simulator.faults().refuseHandshakes(1);
      standIn.simulator.cutSockets();
      database.run("update projects set name = 'down' where id > 90");
      awaitTold(standIn, run, 2);
      standIn.simulator.closeChannels("Too many messages per second");
      database.run("update projects set name = 'closed' where id = 90");
      awaitRead(standIn, run);
      run.stop();

      assertThat(projects(standIn, "name, count(*)", "name not like 'old%' group by name"))
          .containsExactlyInAnyOrder("lost|50", "down|10", "closed|1");
    }
  }

  /** As with a token that row level security gives nothing of the table to hear. */
  @Test
  void readsTheRowsOfChangesThatItIsNotAllowedToHear() throws Exception {
    try (StandIn standIn = standIn();
        Ingestion run = start(standIn)) {
      standIn.simulator.faults().forbid("public.projects");
      awaitTold(standIn, run, 1);
      database.run(
          "insert into projects (id, name) values (500, 'unheard')",
          "update projects set name = 'unheard' where id <= 7");
      awaitRead(standIn, run);
      run.stop();

      assertThat(projects(standIn, "name, cdc_op, count(*)", "name = 'unheard' group by all"))
          .containsExactly("unheard|snapshot|8");
    }
  }

  @Test
  void saysWhichStatementIsMissingWhenATableIsNotPublished() throws Exception {
    database.run("create publication supabase_realtime for table projects");
    try (StandIn standIn = standIn()) {
      WorkflowProcess workflow = new WorkflowProcess(folder.resolve("log"));
      Process process = workflow.start(standIn.arguments("run"));
      workflow.awaitOutput(process, "ALTER PUBLICATION supabase_realtime ADD");
      process.destroy();
      assertThat(process.waitFor()).as(workflow.output()).isZero();
      assertThat(workflow.output())
          .contains("Unable to subscribe to changes")
          .doesNotContain("\tat ");
    }
  }

  private StandIn standIn() throws SQLException {
    return new StandIn(
        SimulatorSettings.of(database.jdbcUrl()).withSubscribeDelay(Duration.ofMillis(300)),
        folder,
        "realtime");
  }

  private static Ingestion start(StandIn standIn) {
    return standIn.start(Configs.realtime(standIn.simulator.url(), Duration.ofMinutes(5)));
  }

  /** Waits until changes are told to an attempt of the source, or to one after it. */
  private static void awaitTold(StandIn standIn, Ingestion run, long attempt) throws Exception {
    run.await(() -> run.status().attempt() >= attempt && standIn.simulator.subscriptions() > 0);
  }

  /** Waits until the tables have been read as they are now. */
  private static void awaitRead(StandIn standIn, Ingestion run) throws Exception {
    long enough = standIn.requestsOfAnotherReading(200);
    run.await(() -> standIn.simulator.rowRequests() >= enough);
  }

  private static List<String> projects(StandIn standIn, String columns, String where)
      throws SQLException {
    return standIn
        .ingested()
        .texts(
            "select "
                + columns
                + " from supabase_projects where not cdc_deleted and "
                + where
                + (columns.startsWith("id") ? " order by id" : ""));
  }
}
