package dev.durableingest.supabase.change;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of a change: which commit, and which change of it. Grows from change to change, because
 * the log is told in the order of its commits; the places of single rows in the log do not.
 *
 * @param lsn where the commit stands in the write-ahead log; for a row of the initial snapshot,
 *     where the snapshot stands
 * @param index the change's place in its transaction, or the row's in the snapshot of its table
 * @param snapshotKey primary key of a row of the snapshot, by which it is resumed; null for a
 *     change
 */
public record ChangeCursor(long lsn, long index, @Nullable List<String> snapshotKey)
    implements Comparable<ChangeCursor> {

  /** The place of a change that was read from the log. */
  public static ChangeCursor of(long lsn, long index) {
    return new ChangeCursor(lsn, index, null);
  }

  /** Rows of a snapshot come before the changes of a commit at the same place. */
  @Override
  public int compareTo(ChangeCursor other) {
    int byCommit = Long.compareUnsigned(lsn, other.lsn);
    if (byCommit != 0) {
      return byCommit;
    }
    int bySnapshot = Boolean.compare(snapshotKey == null, other.snapshotKey == null);
    return bySnapshot != 0 ? bySnapshot : Long.compare(index, other.index);
  }
}
