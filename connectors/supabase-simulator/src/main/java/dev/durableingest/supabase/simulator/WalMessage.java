package dev.durableingest.supabase.simulator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of {@code pgoutput}, as far as Realtime needs it. */
sealed interface WalMessage {

  /** A transaction begins. */
  record Begin(Instant commitTime) implements WalMessage {}

  /** A table, before its first change and after each change of its columns. */
  record Relation(int id, String schema, String table, boolean isFull, List<Column> columns)
      implements WalMessage {}

  /** A column: its type by number, with its modifier. */
  record Column(String name, boolean isKey, int type, int modifier) {}

  /**
   * A change of a row.
   *
   * @param kind {@code INSERT}, {@code UPDATE} or {@code DELETE}
   * @param old the old key or row, where it is told
   * @param row the new row; null for a delete
   */
  record RowChange(String kind, int relation, @Nullable Values old, @Nullable Values row)
      implements WalMessage {}

  /** What Realtime does not tell: truncations, commits, origins. */
  record Other() implements WalMessage {}

  /** The values of a row; one that was not sent is neither null nor a text. */
  record Values(List<Value> values) {}

  /** A value: whether it was sent, and its text, which may be null. */
  record Value(boolean isSent, @Nullable String text) {}
}
