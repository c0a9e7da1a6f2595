package dev.durableingest.supabase.replication;

import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.SourceLag;
import dev.durableingest.supabase.change.ChangeCursor;
import dev.durableingest.supabase.change.Operation;
import dev.durableingest.supabase.change.Row;
import dev.durableingest.supabase.change.RowChange;
import dev.durableingest.supabase.replication.Publication.PublishedTable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a table in the order of its primary key, from behind the last one whose cursor
 * was saved. All of it in the transaction of the connection, which sees one state of the database.
 */
final class TableSnapshot {
  private static final Logger LOGGER = System.getLogger(TableSnapshot.class.getName());
  private static final int ROWS_PER_FETCH = 2_000;
  private static final long REPORT_NANOS = Duration.ofSeconds(10).toNanos();

  private final TrackedTable table;
  private final PublishedTable published;
  private final long lsn;
  private long index;
  private long reportedNanos = System.nanoTime();

  TableSnapshot(TrackedTable table, PublishedTable published, long lsn) {
    this.table = table;
    this.published = published;
    this.lsn = lsn;
  }

  /** Emits every row behind the saved cursor. */
  void read(Connection connection, SourceContext context)
      throws SQLException, InterruptedException {
    ChangeCursor saved = context.checkpoint(table.resource()).orElse(null);
    List<String> after = saved == null ? null : saved.snapshotKey();
    index = saved == null ? 0 : saved.index();
    try (PreparedStatement statement = connection.prepareStatement(sql(after))) {
      statement.setFetchSize(ROWS_PER_FETCH);
      for (int i = 0; after != null && i < after.size(); i++) {
        statement.setObject(i + 1, after.get(i), java.sql.Types.OTHER);
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          context.emit(table.resource(), change(rows));
          report(context);
        }
      }
    }
    LOGGER.log(Level.INFO, "Snapshot of {0}: complete, {1} rows.", table, index);
  }

  private String sql(@Nullable List<String> after) {
    String columns = list(published.columns());
    String keys = list(published.keys());
    String marks = published.keys().stream().map(key -> "?").collect(Collectors.joining(", "));
    return "select "
        + columns
        + " from "
        + table.sql()
        + (after == null ? "" : " where (" + keys + ") > (" + marks + ")")
        + " order by "
        + keys;
  }

  private static String list(List<String> columns) {
    return columns.stream().map(Sql::identifier).collect(Collectors.joining(", "));
  }

  private RowChange change(ResultSet rows) throws SQLException {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    for (int i = 0; i < published.columns().size(); i++) {
      values.put(published.columns().get(i), rows.getString(i + 1));
    }
    List<String> key = new ArrayList<>();
    for (String column : published.keys()) {
      key.add(String.valueOf(values.get(column)));
    }
    index++;
    ChangeCursor cursor = new ChangeCursor(lsn, index, List.copyOf(key));
    return new RowChange(
        Operation.SNAPSHOT, table.schema(), table.name(), new Row(values), true, cursor, null);
  }

  private void report(SourceContext context) {
    long now = System.nanoTime();
    if (now - reportedNanos > REPORT_NANOS) {
      reportedNanos = now;
      context.lag(SourceLag.ofEvents(Math.max(0, published.estimate() - index)));
      String of = published.estimate() > 0 ? " of about " + published.estimate() : "";
      LOGGER.log(Level.INFO, "Snapshot of {0}: {1} rows{2}.", table, index, of);
    }
  }
}
