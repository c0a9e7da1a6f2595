package dev.durableingest.supabase.change;

import dev.durableingest.runtime.ProcessResult;
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
 * @param cursor its place in the log; null where it was not read from the log
 * @param commitTime when its transaction was committed; null for a row that was read from its table
 * @param writtenMicros outside of the log: when the row was last written to as it tells itself, in
 *     microseconds since 1970; null by log
 */
public record RowChange(
    Operation operation,
    String schema,
    String table,
    Row row,
    boolean isComplete,
    @Nullable ChangeCursor cursor,
    @Nullable Instant commitTime,
    @Nullable Long writtenMicros) {

  /** A change that was read from the log. */
  public RowChange(
      Operation operation,
      String schema,
      String table,
      Row row,
      boolean isComplete,
      ChangeCursor cursor,
      @Nullable Instant commitTime) {
    this(operation, schema, table, row, isComplete, cursor, commitTime, null);
  }

  /** Where its commit stands in the log; null where it was not read from the log. */
  public @Nullable Long lsn() {
    return cursor == null ? null : cursor.lsn();
  }

  /** Its place in its transaction; 0 where that is not told. */
  public long index() {
    return cursor == null ? 0 : cursor.index();
  }

  /**
   * Which of two changes of one row is the newer, of those that were read in the same way: the
   * commit's place in the log, or when the row was written to.
   */
  public long version() {
    if (cursor != null) {
      return cursor.lsn();
    }
    return writtenMicros == null ? 0 : writtenMicros;
  }

  /** What comes of it, with its place as checkpoint where it has one. */
  public <R extends Record> ProcessResult<R, ChangeCursor> result(R record) {
    ProcessResult<R, ChangeCursor> result = ProcessResult.of(record);
    return cursor == null ? result : result.withCheckpoint(cursor);
  }

  /** Whether the row is gone. */
  public boolean isDelete() {
    return operation == Operation.DELETE;
  }
}
