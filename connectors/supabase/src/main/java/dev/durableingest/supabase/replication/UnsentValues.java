package dev.durableingest.supabase.replication;

import dev.durableingest.supabase.replication.Publication.PublishedTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the table what the log did not send with an update: large values that it did not
 * touch.
 *
 * <p>The table may be ahead of the log. Then a later change of the row is still to come, which
 * sends what it touched, so that the newest change of a row always has the row's values.
 */
final class UnsentValues {
  private final Connection connection;
  private final Map<TrackedTable, PublishedTable> published;

  UnsentValues(Connection connection, Map<TrackedTable, PublishedTable> published) {
    this.connection = connection;
    this.published = published;
  }

  /**
   * Adds the values of columns that {@code values} lacks. Adds nothing when the row is gone by now,
   * or the table has changed: a later change of it tells.
   */
  void addTo(Map<String, @Nullable String> values, TrackedTable table, List<String> columns)
      throws FeedException {
    PublishedTable known = published.get(table);
    if (known == null || !known.columns().containsAll(columns)) {
      return;
    }
    String sql =
        "select "
            + columns.stream().map(Sql::identifier).collect(Collectors.joining(", "))
            + " from "
            + table.sql()
            + " where "
            + known.keys().stream()
                .map(key -> Sql.identifier(key) + " = ?")
                .collect(Collectors.joining(" and "));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int place = 1;
      for (String key : known.keys()) {
        statement.setObject(place++, values.get(key), Types.OTHER);
      }
      try (ResultSet rows = statement.executeQuery()) {
        boolean isThere = rows.next();
        for (int i = 0; isThere && i < columns.size(); i++) {
          values.put(columns.get(i), rows.getString(i + 1));
        }
      }
    } catch (SQLException e) {
      throw new FeedException(
          ("Table %s cannot be read for a value that the log did not send: %s. The role "
                  + "needs SELECT on it.")
              .formatted(table, SqlFailures.firstLine(e)),
          e);
    }
  }
}
