package dev.durableingest.supabase.simulator;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Databases of one real PostgreSQL for all tests of the JVM. */
final class LocalDatabase {
  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final int ATTEMPTS = 3;
  private static final EmbeddedPostgres SERVER = start();

  private LocalDatabase() {}

  /** Its port is looked for before it is bound, so that another process may be quicker. */
  private static EmbeddedPostgres start() {
    for (int attempt = 1; ; attempt++) {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("wal_level", "logical")
            .setPGStartupWait(Duration.ofMinutes(3))
            .start();
      } catch (IOException | IllegalStateException e) {
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException("PostgreSQL does not start", e);
        }
      }
    }
  }

  /** A new database, by its address. */
  static String create(String... statements) throws SQLException {
    String name = "simulated" + NUMBER.incrementAndGet();
    run(SERVER.getJdbcUrl("postgres", "postgres"), "create database " + name);
    String url = SERVER.getJdbcUrl("postgres", name);
    run(url, statements);
    return url;
  }

  static void run(String url, String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** Waits until the stand-in has told everything that is committed by now, to whom it may. */
  static void awaitTold(String url) throws Exception {
    // What a reading of the log has brought is told before the next reading.
    for (int reading = 0; reading < 2; reading++) {
      run(url, "select pg_logical_emit_message(true, 'mark', '')");
      String place = value(url, "select pg_current_wal_flush_lsn()");
      String read =
          "select count(*) from pg_replication_slots where database = current_database()"
              + " and confirmed_flush_lsn >= '%s'::pg_lsn".formatted(place);
      while (!value(url, read).equals("1")) {
        Thread.sleep(5);
      }
    }
  }

  private static String value(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
