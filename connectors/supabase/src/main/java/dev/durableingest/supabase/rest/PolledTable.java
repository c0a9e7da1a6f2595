package dev.durableingest.supabase.rest;

import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.supabase.change.ChangeCursor;
import dev.durableingest.supabase.change.RowChange;
import java.util.List;

/**
 * A table that is read by key, and the resource that takes its rows.
 *
 * @param schema its schema, which the project's API exposes
 * @param name its name
 * @param keys the columns of its primary key
 * @param version the column that says when a row was last written to: a timestamp that is never
 *     null and that every insert and update sets
 * @param resource takes its rows
 */
public record PolledTable(
    String schema,
    String name,
    List<String> keys,
    String version,
    ResourceKey<RowChange, ChangeCursor> resource) {

  /** Keeps the list from being changed. */
  public PolledTable {
    keys = List.copyOf(keys);
  }

  /** As Supabase recommends it: key {@code id}, version {@code updated_at}. */
  public static PolledTable of(
      String schema, String name, ResourceKey<RowChange, ChangeCursor> resource) {
    return new PolledTable(schema, name, List.of("id"), "updated_at", resource);
  }

  /** As people write it. */
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
