package dev.durableingest.supabase.replication;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of the {@code pgoutput} plugin, protocol version 1. */
sealed interface LogMessage {

  /** A transaction begins; its changes follow, then its {@link Commit}. */
  record Begin(long commitLsn, Instant commitTime) implements LogMessage {}

  /** A transaction ends; {@code endLsn} is the place after it. */
  record Commit(long endLsn) implements LogMessage {}

  /** How a table looks from here on. */
  record TableDescription(Relation relation) implements LogMessage {}

  /** A new row. */
  record Insert(int relation, Tuple row) implements LogMessage {}

  /**
   * A changed row.
   *
   * @param oldKey the old key, where the key changed; else null
   * @param oldRow the whole old row, where the table's replica identity is full; else null
   */
  record Update(int relation, @Nullable Tuple oldKey, @Nullable Tuple oldRow, Tuple row)
      implements LogMessage {}

  /**
   * A deleted row.
   *
   * @param row its key, or all of it where the table's replica identity is full
   */
  record Delete(int relation, Tuple row) implements LogMessage {}

  /** Tables that were emptied; no row of them is told. */
  record Truncate(List<Integer> relations) implements LogMessage {}

  /** Types, origins and whatever is written into the log besides changes. */
  record Other() implements LogMessage {}
}
