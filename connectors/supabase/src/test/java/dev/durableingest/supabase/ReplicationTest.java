package dev.durableingest.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.RunnerState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.replication.PGReplicationStream;

/** The generated workflow against a real PostgreSQL, into a real DuckDB file. */
@Timeout(300)
class ReplicationTest {
  private static final String USER = "'00000000-0000-0000-0000-000000000001'";

  @TempDir Path folder;

  private PostgresServer.Database database;

  @BeforeEach
  void makeDatabase() throws SQLException {
    database = PostgresServer.newDatabase();
  }

  @Test
  void readsWhatIsThereAndThenWhatChanges() throws Exception {
    database.run(
        "insert into projects (id, name) select i, 'p' || i from generate_series(1, 5000) i");

    ingest();
    assertThat(projects("cdc_op, count(*)", "cdc_op")).containsExactly("snapshot|5000");

    database.run(
        "insert into projects (id, name) values (5001, 'new')",
        "update projects set name = 'other' where id = 1",
        "delete from projects where id = 2");
    ingest();

    assertThat(projects("cdc_op, count(*)", "cdc_op"))
        .containsExactly("delete|1", "insert|1", "snapshot|4998", "update|1");
    assertThat(newest("id, name")).hasSize(5000).contains("1|other", "5001|new");
    assertThat(newest("id")).doesNotContain("2");
  }

  @Test
  void keepsEveryDigitOfEveryType() throws Exception {
    database.run(
        "insert into projects values (9223372036854775807, 'é 漢 🐘', null, true,"
            + " 1234567890123456.7891, '{\"n\": 12345678901234567890}',"
            + " '2026-11-22 21:45:32.503497+00', 'infinity')",
        "insert into projects (id, name) values (1, 'one')",
        "insert into time_entries values (gen_random_uuid(), 1, "
            + USER
            + ", '1999-12-31 23:59:59.999999+00', '-infinity', -9223372036854775808,"
            + " 123456789012345678901234567890.123456789012345678901234567890, E'a\\nb|\"c\"',"
            + " array['a b', 'c\"d', 'e\\f', '', 'NULL'], '\\x00ff10', '2026-01-01 00:00:00+00')");
    ingest();
    List<String> snapshot = everyType("snapshot");
    // the same by the log
    database.run("update time_entries set note = note", "update projects set name = name");
    ingest();

    assertThat(everyType("update")).isEqualTo(snapshot);
    assertThat(snapshot)
        .containsExactly(
            "9223372036854775807|é 漢 🐘|null|true|1234567890123456.7891|"
                + "{\"n\": 12345678901234567890}|2026-11-22 21:45:32.503497|"
                + "9999-12-31 23:59:59.999999",
            "1999-12-31 23:59:59.999999|0001-01-01 00:00:00.0|-9223372036854775808|"
                + "123456789012345678901234567890.123456789012345678901234567890|"
                + "a\nb|\"c\"|5|a b|c\"d|e\\f||NULL|00FF10");
  }

  private List<String> everyType(String operation) throws SQLException {
    List<String> rows =
        projects(
            "id, name, client, archived, budget, meta, created_at, updated_at",
            "id",
            "id > 1 and cdc_op = '" + operation + "'");
    rows.addAll(
        ingested()
            .texts(
                "select started_at, stopped_at, seconds, rate, note, len(tags), tags[1], tags[2],"
                    + " tags[3], tags[4], tags[5], hex(raw) from supabase_time_entries"
                    + " where cdc_op = '"
                    + operation
                    + "'"));
    return rows;
  }

  @Test
  void tellsTheOrderOfCommitsAndNothingOfARollback() throws Exception {
    ingest();
    try (Connection late = database.connect();
        Connection early = database.connect();
        Connection undone = database.connect();
        Statement lateSql = late.createStatement();
        Statement earlySql = early.createStatement();
        Statement undoneSql = undone.createStatement()) {
      late.setAutoCommit(false);
      undone.setAutoCommit(false);
      lateSql.execute("insert into projects (id, name) values (1, 'late')");
      undoneSql.execute("insert into projects (id, name) values (3, 'undone')");
      earlySql.execute("insert into projects (id, name) values (2, 'early')");
      ingest();
      undone.rollback();
      lateSql.execute("update projects set name = 'later' where id = 1");
      late.commit();
    }
    ingest();

    assertThat(projects("id, name, cdc_op, cdc_index", "cdc_lsn, cdc_index"))
        .containsExactly("2|early|insert|0", "1|later|update|1");
  }

  @Test
  void takesARowThatMovesToAnotherKeyFromItsOldOne() throws Exception {
    database.run("insert into projects (id, name) values (1, 'one'), (2, 'two')");
    ingest();
    database.run("update projects set id = 10 where id = 1");
    database.run("alter table projects replica identity full");
    database.run("update projects set id = 20 where id = 2", "update projects set client = 'c'");
    ingest();

    assertThat(newest("id, name, client")).containsExactlyInAnyOrder("10|one|c", "20|two|c");
  }

  @Test
  void readsALargeValueThatAnUpdateDidNotTouchFromTheTable() throws Exception {
    database.run(
        "insert into projects (id, name) values (1, 'one')",
        "alter table time_entries alter column note set storage external");
    database.run(
        "insert into time_entries (id, project_id, user_id, started_at, note) values ("
            + USER
            + ", 1, "
            + USER
            + ", now(), repeat('x', 100000))");
    ingest();
    database.run("update time_entries set seconds = 5");
    ingest();
    assertThat(entries()).containsExactly("5|100000|false");

    database.run("alter table time_entries replica identity full");
    database.run("update time_entries set seconds = 6");
    ingest();
    assertThat(entries()).containsExactly("6|100000|true");
  }

  private List<String> entries() throws SQLException {
    return ingested()
        .texts("select seconds, length(note), cdc_complete from supabase_time_entries");
  }

  @Test
  void goesOnAfterTheTableHasChanged() throws Exception {
    database.run("insert into projects (id, name) values (1, 'one')");
    ingest();
    database.run(
        "alter table projects add column extra int, add column doubled bigint"
            + " generated always as (id * 2) stored",
        "insert into projects (id, name, extra) values (2, 'two', 7)",
        "alter table projects drop column client",
        "insert into projects (id, name) values (3, 'three')");
    ingest();

    assertThat(newest("id, name, client"))
        .containsExactlyInAnyOrder("1|one|null", "2|two|null", "3|three|null");
  }

  @Test
  void letsTheServerDropItsLogThoughNoTrackedTableChanges() throws Exception {
    ingest();
    database.run("create table elsewhere (id int)", "insert into elsewhere values (1)");
    String reached = database.value("select pg_current_wal_flush_lsn()");
    ingest();

    assertThat(
            database.value(
                "select confirmed_flush_lsn >= '"
                    + reached
                    + "'::pg_lsn from pg_replication_slots"
                    + " where database = current_database()"))
        .isEqualTo("t");
  }

  @Test
  void setsATruncationAsideBecauseItsRowsAreNotTold() throws Exception {
    database.run("insert into projects (id, name) values (1, 'one')");
    ingest();
    database.run("truncate projects cascade", "insert into projects (id, name) values (2, 'two')");
    ingest();

    assertThat(newest("id")).contains("2");
    assertThat(Files.walk(folder.resolve("dead-letters")).filter(Files::isRegularFile))
        .anySatisfy(file -> assertThat(file).content().contains("public.projects was truncated"));
  }

  @Test
  void saysWhatToDoWhenTheSlotIsGone() throws Exception {
    ingest();
    database.run(
        "select pg_drop_replication_slot(slot_name) from pg_replication_slots"
            + " where database = current_database()");
    assertThat(output())
        .contains("failed after", "Slot '" + slot() + "' is lost", "checkpoint reset")
        .doesNotContain("\tat ");
  }

  /** The server keeps no more of the log than it was told to, whoever still needs it. */
  @Test
  void saysWhatToDoWhenTheServerHasDroppedTheLogOfTheSlot() throws Exception {
    ingest();
    String lostSlots =
        "select count(*) from pg_replication_slots where wal_status = 'lost' and slot_name = '%s'"
            .formatted(slot());
    database.run("alter system set max_slot_wal_keep_size = '1MB'");
    database.run("select pg_reload_conf()");
    try {
      // The server's processes hear of the limit when they get to it.
      while (!database.value(lostSlots).equals("1")) {
        database.run("select pg_logical_emit_message(false, 'filler', 'x')");
        database.run("select pg_switch_wal()");
        database.run("checkpoint");
      }
      assertThat(output())
          .contains("failed after", "Slot '" + slot() + "' is lost: the server has dropped the log")
          .contains("checkpoint reset")
          .doesNotContain("\tat ");
    } finally {
      database.run("alter system reset max_slot_wal_keep_size");
      database.run("select pg_reload_conf()");
    }
  }

  @Test
  void saysWhoReadsASlotThatIsInUseAndGoesOnWhenItIsFree() throws Exception {
    ingest();
    Properties replication = new Properties();
    PGProperty.REPLICATION.set(replication, "database");
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(replication, "10");
    PGProperty.PREFER_QUERY_MODE.set(replication, "simple");
    try (Connection other = DriverManager.getConnection(database.jdbcUrl(), replication);
        PGReplicationStream stream =
            other
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(slot())
                .withSlotOption("proto_version", 1)
                .withSlotOption("publication_names", "durable_ingest")
                .start()) {
      assertThat(stream.isClosed()).isFalse();
      WorkflowProcess workflow = new WorkflowProcess(folder.resolve("log"));
      Process process = workflow.start(arguments());
      workflow.awaitOutput(process, "name another slot with --slot");
      assertThat(workflow.output()).contains("Slot '" + slot() + "' is read by process");
      process.destroy();
      assertThat(process.waitFor()).as(workflow.output()).isZero();
    }
    database.run("insert into projects (id, name) values (77, 'later')");
    ingest();
    assertThat(projects("id", "id", "id = 77")).containsExactly("77");
  }

  @Test
  void saysWhatToDoWhenThePublicationLacksATable() throws Exception {
    database.run("create publication durable_ingest for table projects");
    assertThat(output())
        .contains("failed after")
        .contains("Publication 'durable_ingest' does not have table public.time_entries")
        .contains("ALTER PUBLICATION \"durable_ingest\" ADD TABLE");
  }

  private String slot() {
    return "slot_" + database.name();
  }

  /** Runs the pipeline until everything that is committed by now is read and saved. */
  private void ingest() throws Exception {
    SupabaseConfig config = Configs.replication(database.url(), slot());
    try (Ingestion run = new Ingestion(SupabasePipeline.create(config), folder)) {
      // The slot is there then, so that only reading takes it further.
      run.await(() -> run.status().state() == RunnerState.STREAMING);
      String mark = database.mark();
      run.await(() -> database.isConfirmed(slot(), mark));
      run.stop();
    }
    String active =
        "select count(*) from pg_replication_slots where active and slot_name = '%s'"
            .formatted(slot());
    while (!database.value(active).equals("0")) {
      Thread.sleep(10); // the server notices a little later that its reader has gone
    }
  }

  private String output() throws Exception {
    WorkflowProcess workflow = new WorkflowProcess(folder.resolve("log"));
    workflow.start(arguments()).waitFor();
    return workflow.output();
  }

  private String[] arguments() {
    return new String[] {
      "run",
      "--database-url",
      database.url(),
      "--slot",
      slot(),
      "--olap",
      "duckdb:" + folder.resolve("data.duckdb"),
      "--dead-letters",
      "file:" + folder.resolve("dead-letters")
    };
  }

  private Ingested ingested() {
    return new Ingested(folder.resolve("data.duckdb"));
  }

  private List<String> newest(String columns) throws SQLException {
    return ingested().newest("supabase_projects", columns, "id");
  }

  private List<String> projects(String columns, String order) throws SQLException {
    return projects(columns, order, "true");
  }

  private List<String> projects(String columns, String order, String where) throws SQLException {
    String group = columns.contains("count(") ? " group by cdc_op" : "";
    return ingested()
        .texts(
            "select "
                + columns
                + " from supabase_projects where "
                + where
                + group
                + " order by "
                + order);
  }
}
