package dev.durableingest.duckdb;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.sink.table.TableComparison;
import dev.durableingest.runtime.wiring.Column;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes a table, or compares the one that is there with what the records need. A nullable column
 * that the table lacks is added; every other difference is for the user to decide.
 */
final class TableSchema {
  // DuckDB itself says how it writes a type: the wanted columns are made, too, and read back.
  private static final String WANTED = "durable_ingest_wanted";

  private final Database database;
  private final RecordTable table;

  TableSchema(Database database, RecordTable table) {
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
    database.execute(
        "CREATE TABLE IF NOT EXISTS main." + name + " (" + Sql.definition(table) + ")");
    TableComparison comparison =
        compare()
            .orElseThrow(() -> SinkException.stop("'" + table.name() + "' is no table"))
            .requireAdditive(
                database.toString(),
                "Change the record back, alter the table while nothing runs, or name another"
                    + " file.");
    List<String> columns = new ArrayList<>(comparison.found());
    for (Column column : comparison.additions()) {
      database.execute("ALTER TABLE main." + name + " ADD COLUMN " + Sql.column(column));
      columns.add(column.name());
    }
    return columns;
  }

  /** Compares the table with its records; changes nothing in the file. Empty without a table. */
  Optional<TableComparison> compare() throws SQLException {
    database.execute("CREATE OR REPLACE TEMP TABLE " + WANTED + " (" + Sql.definition(table) + ")");
    Map<String, String> wanted = columns("temp", WANTED);
    Map<String, String> found = columns(database.catalog(), table.name());
    database.execute("DROP TABLE temp." + WANTED);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new TableComparison(table)
            .columns(wanted, found, String::equals)
            .property("primary key", keyText(table.uniqueKey()), keyText(key())));
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
    return key.isEmpty() ? "" : key.stream().collect(Collectors.joining(", ", "(", ")"));
  }
}
