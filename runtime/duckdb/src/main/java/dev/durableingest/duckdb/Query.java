package dev.durableingest.duckdb;

import dev.durableingest.runtime.sink.QueryRows;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/**
 * One question to a database that others write to. It is answered in a transaction that is
 * read-only, and it is one SELECT: a second statement could end that transaction.
 */
final class Query {
  private final String sql;

  /**
   * @param sql what the user wrote; a semicolon at its end is no part of it
   */
  Query(String sql) {
    this.sql = sql.strip().replaceAll("(\\s*;)+$", "");
  }

  /**
   * Asks.
   *
   * @throws SinkException with {@code Stop} and what DuckDB says, when it is no question
   */
  void run(DuckDBConnection connection, QueryRows rows) throws SinkException {
    try {
      requireOneSelect(connection);
      try (Statement begin = connection.createStatement()) {
        begin.execute("BEGIN TRANSACTION READ ONLY");
      }
      try (PreparedStatement statement = connection.prepareStatement(sql);
          ResultSet result = statement.executeQuery()) {
        read(result, rows);
      }
    } catch (SQLException e) {
      throw new SinkException(Verdict.STOP, "query: " + SqlFailure.firstLine(e) + ".", e);
    }
  }

  private void requireOneSelect(DuckDBConnection connection) throws SQLException, SinkException {
    try (PreparedStatement parse =
        connection.prepareStatement(
            "SELECT json_array_length(json_serialize_sql(?), '$.statements'),"
                + " json_extract_string(json_serialize_sql(?), '$.error_message')")) {
      parse.setString(1, sql);
      parse.setString(2, sql);
      try (ResultSet row = parse.executeQuery()) {
        row.next();
        String error = row.getString(2);
        if (error != null) {
          // DuckDB serializes SELECT statements alone, and says so.
          String why =
              error.contains("Only SELECT")
                  ? "only a SELECT is answered, and nothing is changed"
                  : error.lines().findFirst().orElse(error);
          throw SinkException.stop("query: " + why + ".");
        }
        if (row.getLong(1) != 1) {
          throw SinkException.stop(
              "query: write one SELECT, not " + row.getLong(1) + " statements.");
        }
      }
    }
  }

  private static void read(ResultSet result, QueryRows rows) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnLabel(i));
    }
    rows.columns(names);
    while (result.next()) {
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 1; i <= names.size(); i++) {
        values.add(plain(result.getObject(i)));
      }
      rows.row(values);
    }
  }

  /** A value as JSON can hold it; points in time and the like as DuckDB writes them. */
  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    if (value == null || value instanceof Boolean || value instanceof BigDecimal) {
      return value;
    }
    if (value instanceof Number number) {
      return Double.isFinite(number.doubleValue()) ? number : number.toString();
    }
    if (value instanceof Array array) {
      return plainList((Object[]) array.getArray());
    }
    if (value instanceof DuckDBStruct struct) {
      return plainMap(struct.getMap());
    }
    if (value instanceof Blob blob) {
      return Base64.getEncoder().encodeToString(blob.getBytes(1, (int) blob.length()));
    }
    return value instanceof Map<?, ?> map ? plainMap(map) : value.toString();
  }

  private static Map<String, @Nullable Object> plainMap(Map<?, ?> map) throws SQLException {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      plain.put(String.valueOf(entry.getKey()), plain(entry.getValue()));
    }
    return plain;
  }

  private static List<@Nullable Object> plainList(Object[] values) throws SQLException {
    List<@Nullable Object> list = new ArrayList<>();
    for (Object each : values) {
      list.add(plain(each));
    }
    return list;
  }
}
