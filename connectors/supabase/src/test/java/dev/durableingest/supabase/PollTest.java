package dev.durableingest.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.supabase.simulator.Faults.RestFault;
import dev.durableingest.supabase.simulator.SimulatorSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The workflow in mode poll against a stand-in for PostgREST over a real PostgreSQL. */
@Timeout(300)
class PollTest {
  private static final String USER = "'00000000-0000-0000-0000-000000000001'";

  @TempDir Path folder;

  private PostgresServer.Database database;

  @BeforeEach
  void makeDatabase() throws SQLException {
    database = PostgresServer.newDatabase();
  }

  @Test
  void readsThousandsOfRowsOfOneInstantThoughTheServerSendsShortPages() throws Exception {
    database.run(
        "insert into projects (id, name, updated_at) select i, 'p' || i, '2026-01-01'"
            + " from generate_series(1, 3000) i");
    try (StandIn standIn = standIn(97)) {
      ingest(standIn, 3000);
      assertThat(standIn.ingested().texts("select count(*), sum(id) from supabase_projects"))
          .containsExactly("3000|4501500");
      database.run("update projects set name = 'new', updated_at = now() where id in (7, 2999)");
      ingest(standIn, 2);
      assertThat(
              standIn
                  .ingested()
                  .texts("select id from supabase_projects where name = 'new' order by id"))
          .containsExactly("7", "2999");
    }
  }

  @Test
  void promisesNoMoreThanItCanKeep() throws Exception {
    try (StandIn standIn = standIn(1000)) {
      String said = standIn.output("run", "--until-idle", "1s", "--require", "effectively-once");

      assertThat(said)
          .contains(
              "would be at-least-once for rows that commit within 5m of their version, deletes"
                  + " apart");
      assertThat(standIn.ingest("--until-idle", "1s", "--require", "at-least-once")).isZero();
    }
  }

  @Test
  void keepsEveryDigitOfEveryType() throws Exception {
    database.run(
        "insert into projects values (9223372036854775807, 'é \"漢\" 🐘', null, true,"
            + " 1234567890123456.7891, '{\"n\": 12345678901234567890, \"a\": [1.10]}',"
            + " '2026-11-22 21:45:32.503497+00', '2026-11-22 21:45:32.503497+00')",
        "insert into time_entries values (gen_random_uuid(), 9223372036854775807, "
            + USER
            + ", '1999-12-31 23:59:59.999999+00', '-infinity', -9223372036854775808,"
            + " 123456789012345678901234567890.123456789012345678901234567890, E'a\\nb|\"c\"',"
            + " array['a b', 'c\"d', 'e\\f', '', 'NULL'], '\\x00ff10', '2026-01-01 00:00:00+00')");
    try (StandIn standIn = standIn(1000)) {
      ingest(standIn, 2);
      assertThat(
              standIn
                  .ingested()
                  .texts(
                      "select id, name, client, archived, budget, meta, created_at, cdc_op,"
                          + " cdc_lsn, cdc_index, cdc_commit_time, cdc_complete, cdc_version"
                          + " from supabase_projects"))
          .containsExactly(
              "9223372036854775807|é \"漢\" 🐘|null|true|1234567890123456.7891|"
                  + "{\"a\": [1.10], \"n\": 12345678901234567890}|2026-11-22 21:45:32.503497|"
                  + "snapshot|null|0|null|true|1795383932503497");
      assertThat(
              standIn
                  .ingested()
                  .texts(
                      "select started_at, stopped_at, seconds, rate, note, len(tags), tags[1],"
                          + " tags[2], tags[3], tags[4], tags[5], hex(raw)"
                          + " from supabase_time_entries"))
          .containsExactly(
              "1999-12-31 23:59:59.999999|0001-01-01 00:00:00.0|-9223372036854775808|"
                  + "123456789012345678901234567890.123456789012345678901234567890|"
                  + "a\nb|\"c\"|5|a b|c\"d|e\\f||NULL|00FF10");
    }
  }

  @Test
  void seesARowThatCommitsLateWithinTheOverlapAndMissesItWithoutOne() throws Exception {
    try (StandIn standIn = standIn(1000);
        Connection late = database.connect();
        Statement lateSql = late.createStatement()) {
      late.setAutoCommit(false);
      lateSql.execute("insert into projects (id, name) values (1, 'late')");
      database.run("insert into projects (id, name) values (2, 'early')");
      ingest(standIn, 1);
      assertThat(ids(standIn)).isEqualTo("2");
      late.commit();
      // The condition is real: this run is told that no transaction takes any time.
      try (Ingestion run = standIn.start(Configs.poll(standIn.simulator.url(), Duration.ZERO))) {
        long enough = standIn.requestsOfAnotherReading(2);
        run.await(() -> standIn.simulator.rowRequests() >= enough);
        run.stop();
      }
      assertThat(ids(standIn)).isEqualTo("2");
      ingest(standIn, 2);
      assertThat(ids(standIn)).isEqualTo("1,2");
    }
  }

  private static String ids(StandIn standIn) throws SQLException {
    return String.join(
        ",", standIn.ingested().texts("select id from supabase_projects order by id"));
  }

  @Test
  void goesOnAfterRateLimitsServerErrorsAndTimeouts() throws Exception {
    database.run("insert into projects (id, name) select i, 'p' from generate_series(1, 10) i");
    try (StandIn standIn = standIn(5)) {
      standIn.simulator.faults().answerRows(new RestFault(429, "1", "{\"message\":\"slow\"}"));
      standIn.simulator.faults().answerRows(new RestFault(503, null, "{\"code\":\"PGRST002\"}"));
      standIn.simulator.faults().timeOutRows();
      standIn
          .simulator
          .faults()
          .answerRows(
              new RestFault(401, null, "{\"code\":\"PGRST303\",\"message\":\"JWT expired\"}"));
      assertThat(standIn.ingest("--max-events", "10")).isZero();
      assertThat(standIn.ingested().texts("select count(*) from supabase_projects"))
          .containsExactly("10");
    }
  }

  @Test
  void emitsARowOnceHoweverOftenTheOverlapIsRead() throws Exception {
    database.run("insert into projects (id, name) select i, 'p' from generate_series(1, 50) i");
    try (StandIn standIn = standIn(1000)) {
      try (Ingestion run = standIn.start(poll(standIn))) {
        run.awaitHandled(50);
        long enough = standIn.requestsOfAnotherReading(50);
        run.await(() -> standIn.simulator.rowRequests() >= enough);
        PipelineStatus end = run.stop();
        assertThat(end.received()).isEqualTo(50);
        assertThat(end.records()).isEqualTo(50);
      }
    }
  }

  @Test
  void stopsWithOneLineWhenATableIsNotThereOrTheKeyIsNone() throws Exception {
    try (StandIn standIn = standIn(1000)) {
      assertThat(standIn.output("run", "--schema", "elsewhere"))
          .contains("Table elsewhere.projects cannot be read.", "PGRST205", "Check --url and")
          .doesNotContain("\tat ");
      standIn.key = "sb_secret_wrong";
      assertThat(standIn.output("run"))
          .contains("Invalid API key", "Check --key")
          .doesNotContain("sb_secret_wrong");
    }
    WorkflowProcess workflow = new WorkflowProcess(folder.resolve("log2"));
    Process process = workflow.start("run", "--mode", "poll");
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(workflow.output()).contains("--mode poll needs --url.");
  }

  /** Runs the pipeline until it has read so many rows, and saved that the reading is over. */
  private static void ingest(StandIn standIn, long rows) throws Exception {
    try (Ingestion run = standIn.start(poll(standIn))) {
      run.awaitHandled(rows);
      long enough = standIn.requestsOfAnotherReading(0);
      run.await(() -> standIn.simulator.rowRequests() >= enough);
      run.stop();
    }
  }

  private static SupabaseConfig poll(StandIn standIn) {
    return Configs.poll(standIn.simulator.url(), Duration.ofMinutes(5));
  }

  private StandIn standIn(int rowsMax) throws SQLException {
    return new StandIn(
        SimulatorSettings.of(database.jdbcUrl()).withRowsMax(rowsMax), folder, "poll");
  }
}
