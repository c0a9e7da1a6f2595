package dev.durableingest.supabase.rest;

import dev.durableingest.supabase.change.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows that were emitted last, so that a row which is read again in the same state is not
 * emitted again, and a state older than one that was told is not either. Holds a limited number;
 * what it has forgotten is emitted once more, which the version makes harmless. Owned by one
 * thread.
 */
public final class SeenRows {
  private final Map<Key, State> rows;

  /**
   * @param rowsMax how many rows are remembered
   */
  public SeenRows(int rowsMax) {
    this.rows =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, State> eldest) {
            return size() > rowsMax;
          }
        };
  }

  private record Key(String table, List<@Nullable String> key) {}

  private record State(long version, int content, boolean isTold) {}

  /** Whether a row that was read from its table says something new; remembers it then. */
  boolean isNew(PolledTable table, Row row, long version) {
    Key key = key(table, row);
    State known = rows.get(key);
    int content = row.hashCode();
    boolean isNew =
        known == null
            || version > known.version
            || (version == known.version && !known.isTold && content != known.content);
    if (isNew) {
      rows.put(key, new State(version, content, false));
    }
    return isNew;
  }

  /** Remembers a change that was told: what is read of the row counts if it is newer. */
  public void told(PolledTable table, Row row, long version) {
    rows.put(key(table, row), new State(version, 0, true));
  }

  /** The version of a row that was emitted last; 0 where it is not remembered. */
  public long version(PolledTable table, Row row) {
    State known = rows.get(key(table, row));
    return known == null ? 0 : known.version;
  }

  private static Key key(PolledTable table, Row row) {
    // Not List.of: a key that is missing is an error elsewhere, not here.
    return new Key(table.toString(), table.keys().stream().map(row::text).toList());
  }
}
