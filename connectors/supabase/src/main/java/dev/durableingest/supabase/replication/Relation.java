package dev.durableingest.supabase.replication;

import java.util.List;

/**
 * A table as the log describes it before its first change of a connection, and after every change
 * of its columns.
 *
 * @param id by which changes refer to it
 * @param schema its schema
 * @param name its name
 * @param columns in their order
 */
record Relation(int id, String schema, String name, List<Column> columns) {

  /**
   * A column.
   *
   * @param name its name
   * @param isKey whether it is part of the key that identifies a row
   */
  record Column(String name, boolean isKey) {}
}
