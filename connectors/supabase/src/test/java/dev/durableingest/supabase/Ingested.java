package dev.durableingest.supabase;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What a workflow has written into its DuckDB file; read while nothing runs. */
record Ingested(Path file) {
  private static final String COMMON =
      "select * exclude (place) from (select *, row_number() over"
          + " (partition by id order by cdc_lsn desc, cdc_index desc) as place from %s)"
          + " where place = 1 and not cdc_deleted";

  /** The newest row of every key that is not deleted, each as one text. */
  List<String> newest(String table, String columns, String order) throws SQLException {
    return texts("select " + columns + " from (" + COMMON.formatted(table) + ") order by " + order);
  }

  /** The rows of a query, the columns of each joined by bars. */
  List<String> texts(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return joined(rows);
    }
  }

  static List<String> joined(ResultSet rows) throws SQLException {
    List<String> texts = new ArrayList<>();
    while (rows.next()) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        columns.add(String.valueOf(rows.getString(i)));
      }
      texts.add(String.join("|", columns));
    }
    return texts;
  }
}
