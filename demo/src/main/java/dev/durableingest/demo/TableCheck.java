package dev.durableingest.demo;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found of a table.
 *
 * @param table its name in the sink
 * @param rows rows of the database
 * @param deleted rows of the sink that say that they are deleted
 * @param missing rows of the database that the sink lacks
 * @param ghosts rows of the sink that the database lacks
 * @param different rows with another value in any column
 */
record TableCheck(
    String table, long rows, long deleted, long missing, long ghosts, long different) {
  private static final String MICROS = ") * 1000000)::bigint";
  private static final String HEAD = "  %-22s%12s%12s%10s%10s%12s";
  private static final String ROW = "  %-22s%,12d%,12d%,10d%,10d%,12d";

  /** Compares both tables; nothing may run any more. */
  static List<TableCheck> all(Tables tables, Path folder) throws SQLException {
    String sink = "jdbc:duckdb:" + folder.resolve(MarketCheck.DATABASE);
    try (Connection database = tables.connect();
        Connection ingested = DriverManager.getConnection(sink)) {
      return List.of(
          compare(
              database,
              ingested,
              "projects",
              "id::text, name, client, archived::text, budget::text,"
                  + " (extract(epoch from created_at) * 1000000)::bigint::text"),
          compare(
              database,
              ingested,
              "time_entries",
              "id::text, project_id::text, user_id::text, seconds::text, rate::text,"
                  + " (extract(epoch from started_at) * 1000000)::bigint::text"));
    }
  }

  private static TableCheck compare(
      Connection database, Connection ingested, String table, String columns) throws SQLException {
    String name = "supabase_" + table;
    Map<String, String> expected = rows(database, "select " + columns + " from " + table);
    Map<String, String> found =
        rows(
            ingested,
            "select "
                + columns.replace("(extract(epoch from ", "epoch_us(").replace(MICROS, ")")
                + " from "
                + name
                + " where not cdc_deleted");
    long missing = expected.keySet().stream().filter(key -> !found.containsKey(key)).count();
    long ghosts = found.keySet().stream().filter(key -> !expected.containsKey(key)).count();
    long different =
        expected.entrySet().stream()
            .filter(row -> found.containsKey(row.getKey()))
            .filter(row -> !row.getValue().equals(found.get(row.getKey())))
            .count();
    long deleted = count(ingested, "select count(*) from " + name + " where cdc_deleted");
    return new TableCheck(name, expected.size(), deleted, missing, ghosts, different);
  }

  /** The rows by their key, the other columns as one text. */
  private static Map<String, String> rows(Connection connection, String sql) throws SQLException {
    Map<String, String> byKey = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        StringBuilder values = new StringBuilder();
        for (int i = 2; i <= columns; i++) {
          values.append(rows.getString(i)).append('|');
        }
        byKey.put(rows.getString(1), values.toString());
      }
    }
    return byKey;
  }

  private static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Whether the sink has the rows of the database, and no other. */
  boolean isExact() {
    return missing == 0 && ghosts == 0 && different == 0;
  }

  /** The table for people. */
  static List<String> lines(List<TableCheck> checks) {
    List<String> lines = new ArrayList<>();
    lines.add(HEAD.formatted("table", "rows", "deleted", "missing", "ghosts", "different"));
    for (TableCheck check : checks) {
      lines.add(
          ROW.formatted(
              check.table,
              check.rows,
              check.deleted,
              check.missing,
              check.ghosts,
              check.different));
    }
    return lines;
  }
}
