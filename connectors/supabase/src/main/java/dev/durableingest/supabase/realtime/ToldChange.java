package dev.durableingest.supabase.realtime;

import dev.durableingest.supabase.change.JsonText;
import dev.durableingest.supabase.change.Operation;
import dev.durableingest.supabase.change.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change as Realtime tells it.
 *
 * @param operation insert, update or delete
 * @param schema the table's schema
 * @param table the table
 * @param record the new row; empty for a delete and where there are errors
 * @param old of the old row its key, or all of it; empty for an insert
 * @param columns the names of the table's columns; empty where there are errors
 * @param errors why the row is not told, or not whole; empty when it is
 * @param commitTime to the millisecond; null where it is not told
 */
record ToldChange(
    Operation operation,
    String schema,
    String table,
    Row record,
    Row old,
    List<String> columns,
    List<String> errors,
    @Nullable Instant commitTime) {
  private static final Row EMPTY = new Row(Map.of());

  /**
   * Reads the payload of {@code postgres_changes}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static ToldChange parse(String payload) {
    Map<String, @Nullable String> data =
        JsonText.members(required(JsonText.members(payload).get("data"), "data"));
    List<String> columns = new ArrayList<>();
    for (String column : list(data.get("columns"))) {
      columns.add(required(JsonText.members(column).get("name"), "name"));
    }
    String commitTime = data.get("commit_timestamp");
    return new ToldChange(
        Operation.valueOf(required(data.get("type"), "type")),
        required(data.get("schema"), "schema"),
        required(data.get("table"), "table"),
        row(data.get("record")),
        row(data.get("old_record")),
        List.copyOf(columns),
        list(data.get("errors")),
        commitTime == null ? null : Instant.parse(commitTime));
  }

  /** Whether every column's value was sent; one that an update did not touch may not be. */
  boolean isComplete() {
    return errors.isEmpty() && columns.stream().allMatch(record::has);
  }

  private static Row row(@Nullable String json) {
    return json == null ? EMPTY : new Row(JsonText.members(json));
  }

  private static List<String> list(@Nullable String json) {
    List<String> elements = new ArrayList<>();
    if (json != null) {
      for (String element : JsonText.elements(json)) {
        elements.add(Objects.requireNonNullElse(element, ""));
      }
    }
    return List.copyOf(elements);
  }

  private static String required(@Nullable String value, String name) {
    if (value == null) {
      throw new IllegalArgumentException("A change has no '" + name + "'.");
    }
    return value;
  }
}
