package dev.durableingest.supabase;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One real PostgreSQL server for all tests of the JVM, in which every commit is answered when it is
 * in the log.
 */
public final class PostgresServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final int ATTEMPTS = 3;
  private static final EmbeddedPostgres SERVER = start();

  private PostgresServer() {}

  /** Its port is looked for before it is bound, so that another process may be quicker. */
  private static EmbeddedPostgres start() {
    for (int attempt = 1; ; attempt++) {
      try {
        return open();
      } catch (IOException | IllegalStateException e) {
        if (attempt == ATTEMPTS) {
          throw new IllegalStateException("PostgreSQL does not start", e);
        }
      }
    }
  }

  private static EmbeddedPostgres open() throws IOException {
    return EmbeddedPostgres.builder()
        .setServerConfig("wal_level", "logical")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("max_replication_slots", "50")
        .setServerConfig("max_wal_senders", "50")
        .setServerConfig("max_connections", "200")
        .setPGStartupWait(Duration.ofMinutes(3))
        .start();
  }

  /** A new database with the sample schema. */
  public static Database newDatabase() throws SQLException {
    String name = "test" + DATABASES.incrementAndGet();
    try (Connection connection = SERVER.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    Database database = new Database(name);
    database.run(
        "create table public.projects ("
            + " id bigint primary key, name text not null, client text,"
            + " archived boolean not null default false, budget numeric(20, 4),"
            + " meta jsonb not null default '{}', created_at timestamptz not null default now(),"
            + " updated_at timestamptz not null default clock_timestamp())",
        "create table public.time_entries ("
            + " id uuid primary key,"
            + " project_id bigint not null references public.projects (id) on delete cascade,"
            + " user_id uuid not null, started_at timestamptz not null, stopped_at timestamptz,"
            + " seconds bigint, rate numeric, note text, tags text[] not null default '{}',"
            + " raw bytea, updated_at timestamptz not null default clock_timestamp())");
    return database;
  }

  /** A database of the server. */
  public record Database(String name) {

    public String url() {
      return "postgresql://postgres@localhost:" + SERVER.getPort() + "/" + name;
    }

    public String jdbcUrl() {
      return "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + name + "?user=postgres";
    }

    public Connection connect() throws SQLException {
      return DriverManager.getConnection(
          "jdbc:postgresql://localhost:" + SERVER.getPort() + "/" + name, "postgres", null);
    }

    /** Runs statements, each in a transaction of its own. */
    public void run(String... statements) throws SQLException {
      try (Connection connection = connect();
          Statement statement = connection.createStatement()) {
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
    }

    /**
     * Puts a mark behind everything that is committed by now.
     *
     * @return a place of the log behind the mark
     */
    public String mark() throws SQLException {
      run("select pg_logical_emit_message(true, 'mark', '')");
      return value("select pg_current_wal_flush_lsn()");
    }

    /** Whether what comes before a place of the log is saved by whoever reads a slot. */
    public boolean isConfirmed(String slot, String place) throws SQLException {
      return value(
              "select count(*) from pg_replication_slots where slot_name = '%s'".formatted(slot)
                  + " and confirmed_flush_lsn >= '%s'::pg_lsn".formatted(place))
          .equals("1");
    }

    /** The one value that a query answers. */
    public String value(String sql) throws SQLException {
      try (Connection connection = connect();
          Statement statement = connection.createStatement();
          var rows = statement.executeQuery(sql)) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
