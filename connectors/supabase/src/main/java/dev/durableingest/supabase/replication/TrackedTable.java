package dev.durableingest.supabase.replication;

import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.supabase.change.ChangeCursor;
import dev.durableingest.supabase.change.RowChange;

/**
 * A table whose changes a feed emits, and the resource that takes them.
 *
 * @param schema its schema
 * @param name its name
 * @param resource takes its changes
 */
public record TrackedTable(
    String schema, String name, ResourceKey<RowChange, ChangeCursor> resource) {

  /** As it is written in SQL. */
  String sql() {
    return Sql.identifier(schema) + "." + Sql.identifier(name);
  }

  /** As people write it. */
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
