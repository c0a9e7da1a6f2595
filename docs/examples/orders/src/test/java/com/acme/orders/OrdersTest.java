package com.acme.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRun;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline as it is run, from a real PostgreSQL into a DuckDB file. */
@Timeout(300)
class OrdersTest {
  @TempDir Path folder;

  private EmbeddedPostgres server;

  @BeforeEach
  void startServer() throws Exception {
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("wal_level", "logical")
            .setPGStartupWait(Duration.ofMinutes(2))
            .start();
    change(Files.readString(Path.of("orders.sql")));
  }

  @AfterEach
  void stopServer() throws Exception {
    server.close();
  }

  @Test
  void theTableIsWhatItIsInPostgresAndNoChangeIsWrittenTwice() throws Exception {
    change(
        "insert into orders values"
            + " (1, 'Ada', 9999999999.99, '2026-01-03 08:12:44.123456+00'),"
            + " (2, 'Émile', 0.10, '1999-12-31 23:59:59+01'),"
            + " (9223372036854775807, '', null, '2026-01-04 00:00:00+00')");
    assertEquals(3, recordsOfARun());
    assertTablesAreEqual();

    change(
        "insert into orders values (4, 'Grace', -1.50, '2026-02-01 12:00:00.000001+00')",
        "update orders set amount = 7 where id = 2",
        "delete from orders where id = 1",
        "begin; update orders set customer = 'Bo' where id = 4;"
            + " update orders set customer = 'Cy' where id = 4; commit");
    assertEquals(5, recordsOfARun());
    assertTablesAreEqual();
    assertEquals(
        List.of("1|delete", "2|update", "4|update", "9223372036854775807|snapshot"),
        rows(duckDb(), "select id, cdc_op from orders order by id"));

    assertEquals(0, recordsOfARun());
    assertTablesAreEqual();
  }

  /** Runs the pipeline until it has saved what is committed by now; how many rows it wrote. */
  private long recordsOfARun() throws Exception {
    OrdersConfig config =
        new OrdersConfig(
            "postgresql://postgres@localhost:" + server.getPort() + "/postgres", "orders");
    PipelineOptions options =
        PipelineOptions.builder()
            .olap(URI.create("duckdb:" + folder.resolve("orders.duckdb")))
            .deadLetters(folder.resolve("dead-letters").toUri())
            .build();
    try (PipelineRun run = OrdersPipeline.create(config).start(options)) {
      // When it streams, the slot is there; then only what is read and saved moves it on.
      await(run, () -> run.status().state() == RunnerState.STREAMING);
      change("select pg_logical_emit_message(true, 'mark', '')");
      String mark = value("select pg_current_wal_flush_lsn()");
      String isRead =
          "select confirmed_flush_lsn >= '" + mark + "'::pg_lsn from pg_replication_slots";
      await(run, () -> value(isRead).equals("t"));
      run.stop();
      PipelineStatus end = run.await();
      assertEquals(RunnerState.STOPPED, end.state(), end.toString());
      return end.records();
    }
  }

  private static void await(PipelineRun run, Callable<Boolean> question) throws Exception {
    while (!question.call()) {
      assertFalse(run.status().state().isFinal(), run.status().toString());
      Thread.sleep(20);
    }
  }

  private String value(String sql) throws SQLException {
    return rows(server.getPostgresDatabase().getConnection(), sql).get(0);
  }

  private void assertTablesAreEqual() throws SQLException {
    assertEquals(
        rows(
            server.getPostgresDatabase().getConnection(),
            "select id, customer, amount, (extract(epoch from placed_at) * 1000000)::bigint"
                + " from orders order by id"),
        rows(
            duckDb(),
            "select id, customer, amount, epoch_us(placed_at)"
                + " from orders where not cdc_deleted order by id"));
  }

  private Connection duckDb() throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("orders.duckdb"));
  }

  /** Each statement in a transaction of its own. */
  private void change(String... statements) throws SQLException {
    try (var connection = server.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The rows of a query, the columns of each joined by bars; closes the connection. */
  private static List<String> rows(Connection connection, String sql) throws SQLException {
    try (connection;
        var statement = connection.createStatement();
        var found = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          columns.add(String.valueOf(found.getString(i)));
        }
        rows.add(String.join("|", columns));
      }
      return rows;
    }
  }
}
