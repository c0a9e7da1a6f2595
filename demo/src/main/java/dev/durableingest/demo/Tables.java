package dev.durableingest.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The tables that the applications write to.
 *
 * @param jdbcUrl where they are
 */
record Tables(String jdbcUrl) {
  private static final String PROJECTS =
      """
      create table projects (
        id bigint primary key, name text not null, client text,
        archived boolean not null default false, budget numeric(20, 4),
        meta jsonb not null default '{}', created_at timestamptz not null default now(),
        updated_at timestamptz not null default clock_timestamp())
      """;
  private static final String TIME_ENTRIES =
      """
      create table time_entries (
        id uuid primary key,
        project_id bigint not null references projects (id) on delete cascade,
        user_id uuid not null, started_at timestamptz not null, stopped_at timestamptz,
        seconds bigint, rate numeric, note text, tags text[] not null default '{}', raw bytea,
        updated_at timestamptz not null default clock_timestamp())
      """;

  Connection connect() throws SQLException {
    return DriverManager.getConnection(jdbcUrl);
  }

  /** The one value that a query answers. */
  String value(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** Makes the tables, with so many projects. */
  void create(int projects) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(PROJECTS);
      statement.execute(TIME_ENTRIES);
      statement.execute(
          "insert into projects (id, name, budget) select i, 'project ' || i, i * 1.25"
              + " from generate_series(1, "
              + projects
              + ") i");
    }
  }
}
