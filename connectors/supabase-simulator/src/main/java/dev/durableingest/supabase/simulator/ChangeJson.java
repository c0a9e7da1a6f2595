package dev.durableingest.supabase.simulator;

import dev.durableingest.supabase.simulator.WalMessage.Column;
import dev.durableingest.supabase.simulator.WalMessage.Relation;
import dev.durableingest.supabase.simulator.WalMessage.Value;
import dev.durableingest.supabase.simulator.WalMessage.Values;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes Realtime's JSON of a change. The database itself turns values into JSON, as it does at
 * Supabase, so that numbers have every digit and times their form. Owned by one thread.
 */
final class ChangeJson {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int ROW_BYTES_MAX = 1_048_576;
  private static final int KEPT_BYTES_MAX = 64;
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Connection connection;
  private final Faults faults;
  private final Map<Column, String> types = new HashMap<>();

  ChangeJson(Connection connection, Faults faults) {
    this.connection = connection;
    this.faults = faults;
  }

  Change change(Relation relation, WalMessage.RowChange change, Instant commitTime)
      throws SQLException {
    String table = relation.schema() + "." + relation.table();
    if (faults.forbids(table)) {
      return withoutRow(relation, change.kind(), "Error 401: Unauthorized");
    }
    Set<String> keys = primaryKey(relation);
    if (keys.isEmpty()) {
      return withoutRow(relation, change.kind(), "Error 400: Bad Request, no primary key");
    }
    Values row = change.row();
    String record =
        row == null ? null : record(relation, filled(row, change.old()), c -> true, false);
    boolean isTooLarge =
        record != null && record.getBytes(StandardCharsets.UTF_8).length > ROW_BYTES_MAX;
    if (isTooLarge && row != null) {
      record = record(relation, row, column -> true, true);
    }
    String old = old(relation, change, keys);
    StringJoiner data = new StringJoiner(",", "{", "}");
    data.add("\"table\":" + quoted(relation.table()));
    data.add("\"type\":\"" + change.kind() + "\"");
    if (record != null) {
      data.add("\"record\":" + record);
    }
    if (old != null) {
      data.add("\"old_record\":" + old);
    }
    data.add("\"columns\":" + columns(relation));
    data.add("\"errors\":" + (isTooLarge ? "[\"Error 413: Payload Too Large\"]" : "null"));
    data.add("\"schema\":" + quoted(relation.schema()));
    data.add("\"commit_timestamp\":\"" + MILLISECONDS.format(commitTime) + "\"");
    String seen = record == null ? old : record;
    return new Change(
        relation.schema(),
        relation.table(),
        change.kind(),
        seen == null ? null : JSON.readTree(seen),
        data.toString());
  }

  private static Change withoutRow(Relation relation, String kind, String error) {
    String data =
        ("{\"table\":%s,\"type\":\"%s\",\"record\":{},\"columns\":[],\"errors\":[\"%s\"],"
                + "\"schema\":%s,\"commit_timestamp\":null}")
            .formatted(quoted(relation.table()), kind, error, quoted(relation.schema()));
    return new Change(relation.schema(), relation.table(), kind, null, data);
  }

  /** Where the whole old row is told, it has the values that were not sent. */
  private static Values filled(Values row, @Nullable Values old) {
    if (old == null) {
      return row;
    }
    List<Value> filled = new ArrayList<>();
    for (int i = 0; i < row.values().size(); i++) {
      Value value = row.values().get(i);
      filled.add(value.isSent() ? value : old.values().get(i));
    }
    return new Values(filled);
  }

  /** Of the old row the key, or all of it where the table's replica identity is full. */
  private @Nullable String old(Relation relation, WalMessage.RowChange change, Set<String> keys)
      throws SQLException {
    Values told = change.old() == null ? change.row() : change.old();
    if (change.kind().equals("INSERT") || told == null) {
      return null;
    }
    boolean isWhole = relation.isFull() && change.old() != null;
    return record(relation, told, column -> isWhole || keys.contains(column), false);
  }

  private String record(
      Relation relation, Values row, Predicate<String> isWanted, boolean onlySmall)
      throws SQLException {
    StringJoiner pairs = new StringJoiner(", ", "select jsonb_build_object(", ")::text");
    List<@Nullable String> parameters = new ArrayList<>();
    for (int i = 0; i < relation.columns().size(); i++) {
      Column column = relation.columns().get(i);
      Value value = row.values().get(i);
      String text = value.text();
      boolean isSmall =
          text == null || text.getBytes(StandardCharsets.UTF_8).length <= KEPT_BYTES_MAX;
      if (value.isSent() && isWanted.test(column.name()) && (isSmall || !onlySmall)) {
        String type = type(column);
        pairs.add("?::text");
        pairs.add("to_jsonb(cast(?::text as " + (type.equals("bytea") ? "text" : type) + "))");
        parameters.add(column.name());
        parameters.add(told(type, text));
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(pairs.toString())) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setString(i + 1, parameters.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  /** As wal2json tells it: bytes without their prefix, and no number where there is none. */
  private static @Nullable String told(String type, @Nullable String text) {
    if (text != null && type.equals("bytea")) {
      return text.substring(2);
    }
    return type.startsWith("numeric") && "NaN".equals(text) ? null : text;
  }

  private String columns(Relation relation) throws SQLException {
    StringJoiner columns = new StringJoiner(", ", "[", "]");
    for (Column column : relation.columns()) {
      columns.add(
          "{\"name\": "
              + quoted(column.name())
              + ", \"type\": "
              + quoted(one("select typname from pg_type where oid = ?::oid", column.type()))
              + "}");
    }
    return columns.toString();
  }

  private String type(Column column) throws SQLException {
    String known = types.get(column);
    if (known == null) {
      known = one("select format_type(?::oid, " + column.modifier() + ")", column.type());
      types.put(column, known);
    }
    return known;
  }

  private String one(String sql, int parameter) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, Integer.toUnsignedLong(parameter));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }

  private Set<String> primaryKey(Relation relation) throws SQLException {
    String sql =
        "select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid"
            + " and a.attnum = any (i.indkey) where i.indisprimary and i.indrelid = ?::oid";
    Set<String> keys = new LinkedHashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, Integer.toUnsignedLong(relation.id()));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          keys.add(rows.getString(1));
        }
      }
    }
    return keys;
  }

  private static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }
}
