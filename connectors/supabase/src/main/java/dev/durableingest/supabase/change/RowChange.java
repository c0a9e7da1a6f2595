package dev.durableingest.supabase.change;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One change of one row. Immutable.
 *
 * @param operation what happened
 * @param schema the table's schema
 * @param table the table
 * @param row the row after the change; of a deleted row what is known of it, its key at least
 * @param isComplete whether every column's value was sent with the change; false where an update
 *     did not touch a large value, which was read from the table then, and for a deleted row of
 *     which only the key was sent
 * @param cursor its place
 * @param commitTime when its transaction was committed, to the microsecond; null for a row of a
 *     snapshot
 */
public record RowChange(
    Operation operation,
    String schema,
    String table,
    Row row,
    boolean isComplete,
    ChangeCursor cursor,
    @Nullable Instant commitTime) {

  /** Whether the row is gone. */
  public boolean isDelete() {
    return operation == Operation.DELETE;
  }
}
