package dev.durableingest.supabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.runtime.SourceStopException;
import dev.durableingest.runtime.polling.TryAgainException;
import dev.durableingest.supabase.simulator.Faults.RestFault;
import dev.durableingest.supabase.simulator.SimulatorSettings;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the command {@code check} says of a real PostgreSQL, and of a stand-in for PostgREST. */
@Timeout(300)
class CheckTest {
  @TempDir Path folder;

  private PostgresServer.Database database;

  @BeforeEach
  void makeDatabase() throws SQLException {
    database = PostgresServer.newDatabase();
  }

  @Test
  void saysWhatARunWouldMakeAndMakesNothing() throws Exception {
    assertThat(check())
        .startsWith("postgresql://localhost:")
        .contains(" answers, PostgreSQL ")
        .contains("; role 'postgres' may replicate; ")
        .endsWith(
            "publication 'durable_ingest' is not there yet, a run makes it; slot '"
                + slot()
                + "' is not there yet, a run makes it");
    assertThat(database.value("select count(*) from pg_publication")).isEqualTo("0");
    assertThat(slots("true")).isEqualTo("0");
  }

  @Test
  void saysHowFarASlotIsBehindThatNobodyReadsAndDoesNotMoveIt() throws Exception {
    makeSlot();
    database.run("insert into projects (id, name) select i, 'p' from generate_series(1, 500) i");
    String confirmed =
        database.value(
            "select confirmed_flush_lsn from pg_replication_slots where database = current_database()");
    Thread.sleep(1_000); // so that the transaction has an age

    assertThat(check())
        .contains("publication 'durable_ingest' has public.projects, public.time_entries; ")
        .contains("slot '" + slot() + "': nobody reads it, wal_status reserved, ")
        .containsPattern("reserved, [0-9.,]+ [KM]iB, [0-9.]+s behind");
    assertThat(
            database.value(
                "select confirmed_flush_lsn from pg_replication_slots where database = current_database()"))
        .isEqualTo(confirmed);
  }

  @Test
  void saysWhichProcessReadsASlot() throws Exception {
    makeSlot();
    WorkflowProcess workflow = new WorkflowProcess(folder.resolve("log"));
    Process process =
        workflow.start(
            "run",
            "--database-url",
            database.url(),
            "--slot",
            slot(),
            "--snapshot",
            "never",
            "--olap",
            "duckdb:" + folder.resolve("data.duckdb"),
            "--dead-letters",
            "file:" + folder.resolve("dead-letters"));
    while (process.isAlive() && slots("active").equals("0")) {
      Thread.sleep(20);
    }
    assertThat(check()).containsPattern("': process [0-9]+ of the server reads it, wal_status ");
    process.destroy();
    assertThat(process.waitFor()).as(workflow.output()).isZero();
  }

  @Test
  void saysWhatARunWouldStopFor() throws Exception {
    database.run("create publication durable_ingest for table projects");
    assertStops("does not have table public.time_entries", "ALTER PUBLICATION");

    database.run(
        "drop table time_entries", "drop role if exists reader", "create role reader login");
    assertStops("Table public.time_entries does not exist", "--schema");

    String asReader = database.url().replace("postgres@", "reader@");
    assertThatThrownBy(() -> new SupabaseSource(Configs.replication(asReader, slot())).check())
        .isInstanceOf(SourceStopException.class)
        .hasMessageContaining("Run: ALTER ROLE … REPLICATION;");
    database.run("alter role reader replication");
    assertThatThrownBy(() -> new SupabaseSource(Configs.replication(asReader, slot())).check())
        .isInstanceOf(SourceStopException.class)
        .hasMessageContaining("Run: GRANT SELECT ON \"public\".\"projects\" TO the role;");
  }

  @Test
  void saysThatAProjectTakesTheKeyAndWhichTablesItReads() throws Exception {
    database.run("insert into projects (id, name) values (1, 'one')");
    try (StandIn standIn = standIn()) {
      String output = standIn.output("check");

      assertThat(output)
          .contains(standIn.simulator.url() + " answers and takes the key; it reads")
          .contains("public.projects, public.time_entries (no row is there, or row-level security");
    }
  }

  @Test
  void saysWhyAProjectCannotBeReadAndAsksOnce() throws Exception {
    try (StandIn standIn = standIn()) {
      URI url = standIn.simulator.url();
      SupabaseSource source = new SupabaseSource(Configs.poll(url, Duration.ZERO));
      standIn.simulator.faults().answerRows(new RestFault(503, null, "no database"));
      assertThatThrownBy(source::check)
          .isInstanceOf(TryAgainException.class)
          .hasMessageContaining("status 503: no database");
      standIn.simulator.faults().answerRows(new RestFault(403, null, "permission denied"));
      assertThatThrownBy(source::check)
          .isInstanceOf(SourceStopException.class)
          .hasMessageContaining("Table public.projects cannot be read")
          .hasMessageContaining("Grant SELECT on it to the key's role");
      database.run("alter table time_entries drop column updated_at");
      assertThatThrownBy(source::check)
          .isInstanceOf(SourceStopException.class)
          .hasMessageContaining("Check that it has its version and key columns");
    }
  }

  private void assertStops(String what, String wayOut) {
    assertThatThrownBy(this::check)
        .isInstanceOf(SourceStopException.class)
        .hasMessageContaining(what)
        .hasMessageContaining(wayOut);
  }

  private String check() throws Exception {
    return new SupabaseSource(Configs.replication(database.url(), slot())).check();
  }

  private void makeSlot() throws SQLException {
    database.run(
        "create publication durable_ingest for table projects, time_entries",
        "select pg_create_logical_replication_slot('" + slot() + "', 'pgoutput')");
  }

  private String slots(String where) throws SQLException {
    return database.value(
        "select count(*) from pg_replication_slots where database = current_database() and "
            + where);
  }

  private String slot() {
    return "slot_" + database.name();
  }

  private StandIn standIn() throws SQLException {
    return new StandIn(SimulatorSettings.of(database.jdbcUrl()), folder, "poll");
  }
}
