package dev.durableingest.duckdb;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.table.RecordTable;
import dev.durableingest.runtime.wiring.RecordCodec;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;

/**
 * Writes rows into one table, inside the transaction that is open. Single-threaded.
 *
 * <p>The appender writes all columns of a table in the order of the table, and cannot replace rows.
 * Where the table has another order than the record, or a version, rows go into a temporary table
 * first and from there into the table.
 */
final class TableWriter {
  private final Database database;
  private final RecordTable table;
  private final boolean isStaged;
  private final String merge;
  private final String staging;

  private TableWriter(Database database, RecordTable table, boolean isStaged) {
    this.database = database;
    this.table = table;
    this.isStaged = isStaged;
    this.staging = "staged_" + table.name();
    this.merge = merge();
  }

  /** Makes or compares the table. */
  static TableWriter open(Database database, RecordTable table) throws SinkException, SQLException {
    List<String> columns = new TableSchema(database, table).establish();
    boolean isStaged = !table.uniqueKey().isEmpty() || !columns.equals(table.columnNames());
    TableWriter writer = new TableWriter(database, table, isStaged);
    if (isStaged) {
      database.prepare(
          "CREATE OR REPLACE TEMP TABLE "
              + Sql.name(writer.staging)
              + " AS SELECT "
              + Sql.names(table.columnNames())
              + " FROM main."
              + Sql.name(table.name())
              + " LIMIT 0");
    }
    return writer;
  }

  /** Writes rows; afterwards all are in the transaction and none in the appender. */
  void write(List<Record> rows) throws SQLException {
    DuckDBAppender appender =
        isStaged
            ? database.appender("temp", staging)
            : database.appender(database.catalog(), table.name());
    AppenderWriter out = new AppenderWriter(appender);
    // The rows were added under this table's name, whose resources all have this record type.
    @SuppressWarnings("unchecked")
    RecordCodec<Record> codec = (RecordCodec<Record>) table.codec();
    for (Record row : rows) {
      appender.beginRow();
      codec.write(row, out);
      appender.endRow();
    }
    // Not left to close(), which would keep a failure to itself.
    appender.flush();
    if (isStaged) {
      database.execute(merge);
      database.execute("DELETE FROM temp.main." + Sql.name(staging));
    }
  }

  /**
   * From the temporary table into the table. Of rows with one key the greatest version wins, of
   * those with one version the last; a row without a version yields to all others.
   */
  private String merge() {
    String columns = Sql.names(table.columnNames());
    String insert =
        "INSERT INTO main."
            + Sql.name(table.name())
            + " ("
            + columns
            + ") SELECT "
            + columns
            + " FROM temp.main."
            + Sql.name(staging);
    String versionName = table.target().version();
    if (versionName == null) {
      return insert + " ORDER BY rowid";
    }
    String key = Sql.names(table.uniqueKey());
    String version = Sql.name(versionName);
    String stored = Sql.name(table.name()) + "." + version;
    String replaced =
        table.columnNames().stream()
            .filter(column -> !table.uniqueKey().contains(column))
            .map(column -> Sql.name(column) + " = excluded." + Sql.name(column))
            .collect(Collectors.joining(", "));
    return insert
        + " QUALIFY row_number() OVER (PARTITION BY "
        + key
        + " ORDER BY "
        + version
        + " DESC NULLS LAST, rowid DESC) = 1 ORDER BY rowid ON CONFLICT ("
        + key
        + ")"
        + (replaced.isEmpty()
            ? " DO NOTHING"
            : " DO UPDATE SET "
                + replaced
                + " WHERE "
                + stored
                + " IS NULL OR excluded."
                + version
                + " >= "
                + stored);
  }
}
