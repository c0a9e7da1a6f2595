package dev.durableingest.duckdb;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.Column;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a table, or compares the one that is there with what the records need. A nullable column
 * that the table lacks is added; every other difference is for the user to decide.
 */
final class TableSchema {
  // DuckDB itself says how it writes a type: the wanted columns are made, too, and read back.
  private static final String WANTED = "durable_ingest_wanted";

  private final Database database;
  private final Table table;

  TableSchema(Database database, Table table) {
    this.database = database;
    this.table = table;
  }

  /**
   * Brings the table in line with the records.
   *
   * @return the names of its columns, in the order in which the table has them
   * @throws SinkException with {@code Stop} and all differences in one line
   */
  List<String> establish() throws SinkException, SQLException {
    String name = Sql.name(table.name());
    database.execute("CREATE TABLE IF NOT EXISTS main." + name + " (" + table.definition() + ")");
    Comparison comparison = compare();
    if (!comparison.differences().isEmpty()) {
      throw SinkException.stop(
          "Table '"
              + table.name()
              + "' in "
              + database
              + " does not fit its records: "
              + String.join("; ", comparison.differences())
              + ". Change the record back, alter the table while nothing runs, or name another"
              + " file.");
    }
    List<String> columns = new ArrayList<>(comparison.found());
    for (Column column : table.codec().columns()) {
      if (comparison.missing().contains(column.name())) {
        database.execute("ALTER TABLE main." + name + " ADD COLUMN " + Sql.column(column));
        columns.add(column.name());
      }
    }
    return columns;
  }

  /** Compares the table with its records; changes nothing in the file. */
  Comparison compare() throws SQLException {
    database.execute("CREATE OR REPLACE TEMP TABLE " + WANTED + " (" + table.definition() + ")");
    Map<String, String> wanted = columns("temp", WANTED);
    Map<String, String> found = columns(database.catalog(), table.name());
    database.execute("DROP TABLE temp." + WANTED);
    if (found.isEmpty()) {
      return new Comparison(List.of(), List.of(), List.of());
    }
    List<String> missing =
        table.columnNames().stream().filter(column -> !found.containsKey(column)).toList();
    return new Comparison(List.copyOf(found.keySet()), missing, differences(wanted, found));
  }

  /**
   * A table beside its records.
   *
   * @param found the names of its columns, in its order; none where there is no table
   * @param missing the columns of the records that it lacks
   * @param differences what only the user can mend
   */
  record Comparison(List<String> found, List<String> missing, List<String> differences) {
    boolean exists() {
      return !found.isEmpty();
    }
  }

  private List<String> differences(Map<String, String> wanted, Map<String, String> found)
      throws SQLException {
    List<String> differences = new ArrayList<>();
    found.forEach((column, type) -> compare(column, wanted.get(column), type, differences));
    for (Column column : table.codec().columns()) {
      if (!found.containsKey(column.name()) && !column.nullable()) {
        differences.add(
            "column '"
                + column.name()
                + "' is missing, and only a nullable one can be added to rows that are there");
      }
    }
    List<String> key = key();
    if (!key.equals(table.key())) {
      differences.add("its primary key is " + keyText(key) + ", not " + keyText(table.key()));
    }
    return differences;
  }

  private static void compare(
      String column, @Nullable String wanted, String found, List<String> differences) {
    if (wanted == null) {
      differences.add("column '" + column + "' is not in the record");
    } else if (!wanted.equals(found)) {
      differences.add("column '" + column + "' is " + found + ", the record has " + wanted);
    }
  }

  /** Types by column name, with {@code NOT NULL} where it is so. */
  private Map<String, String> columns(String catalog, String name) throws SQLException {
    Map<String, String> columns = new LinkedHashMap<>();
    try (PreparedStatement query =
        database
            .connection()
            .prepareStatement(
                "SELECT column_name, data_type, is_nullable FROM duckdb_columns()"
                    + " WHERE database_name = ? AND schema_name = 'main' AND table_name = ?"
                    + " ORDER BY column_index")) {
      query.setString(1, catalog);
      query.setString(2, name);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          columns.put(
              rows.getString(1), rows.getString(2) + (rows.getBoolean(3) ? "" : " NOT NULL"));
        }
      }
    }
    return columns;
  }

  private List<String> key() throws SQLException {
    List<String> key = new ArrayList<>();
    try (PreparedStatement query =
        database
            .connection()
            .prepareStatement(
                "SELECT unnest(constraint_column_names) FROM duckdb_constraints()"
                    + " WHERE database_name = ? AND schema_name = 'main' AND table_name = ?"
                    + " AND constraint_type = 'PRIMARY KEY'")) {
      query.setString(1, database.catalog());
      query.setString(2, table.name());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          key.add(rows.getString(1));
        }
      }
    }
    return key;
  }

  private static String keyText(List<String> key) {
    return key.isEmpty() ? "none" : key.stream().collect(Collectors.joining(", ", "(", ")"));
  }
}
