package dev.durableingest.supabase.simulator;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
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
}
