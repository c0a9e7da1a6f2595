package dev.durableingest.supabase.realtime;

import dev.durableingest.runtime.SourceContext;
import dev.durableingest.supabase.change.Operation;
import dev.durableingest.supabase.change.Row;
import dev.durableingest.supabase.change.RowChange;
import dev.durableingest.supabase.rest.Backfill;
import dev.durableingest.supabase.rest.PolledTable;
import dev.durableingest.supabase.rest.SeenRows;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes row changes of what Realtime tells. Owned by one thread. */
final class ChangeEmitter {
  private static final Logger LOGGER = System.getLogger(ChangeEmitter.class.getName());

  private final SourceContext context;
  private final SeenRows seen;
  private final Map<String, PolledTable> tables = new LinkedHashMap<>();
  private final Set<String> warned = new HashSet<>();

  ChangeEmitter(SourceContext context, List<PolledTable> tables, SeenRows seen) {
    this.context = context;
    this.seen = seen;
    for (PolledTable table : tables) {
      this.tables.put(table.toString(), table);
    }
  }

  /**
   * Emits a change, if its row is told.
   *
   * @return whether it was; if not, the row is to be read from its table
   */
  boolean emit(ToldChange change) throws InterruptedException {
    PolledTable table = tables.get(change.schema() + "." + change.table());
    if (table == null) {
      return true; // no resource takes it
    }
    warn(table, change.errors());
    boolean isDelete = change.operation() == Operation.DELETE;
    if (isDelete || hasOtherKey(table, change)) {
      if (!hasKey(table, change.old())) {
        return false;
      }
      delete(table, change);
    }
    if (isDelete) {
      return true;
    }
    Instant written = change.isComplete() ? change.record().instant(table.version()) : null;
    if (written == null || !hasKey(table, change.record())) {
      return false;
    }
    long version = Backfill.micros(written);
    seen.told(table, change.record(), version);
    context.emit(
        table.resource(),
        new RowChange(
            change.operation(),
            table.schema(),
            table.name(),
            change.record(),
            true,
            null,
            change.commitTime(),
            version));
    return true;
  }

  /**
   * A deleted row has no version of its own. The time of the commit is one: every state of the row
   * before was written earlier, every later one will be written later. It is told in milliseconds
   * only, so that a state of the same one may be ahead of it.
   */
  private void delete(PolledTable table, ToldChange change) throws InterruptedException {
    Instant commit = change.commitTime();
    long known = seen.version(table, change.old());
    long version = Math.max(known, commit == null ? 0 : Backfill.micros(commit));
    seen.told(table, change.old(), version);
    context.emit(
        table.resource(),
        new RowChange(
            Operation.DELETE,
            table.schema(),
            table.name(),
            change.old(),
            false,
            null,
            commit,
            version));
  }

  /** A row that moves to another key is gone from the old one. */
  private static boolean hasOtherKey(PolledTable table, ToldChange change) {
    return change.operation() == Operation.UPDATE
        && hasKey(table, change.old())
        && hasKey(table, change.record())
        && table.keys().stream()
            .anyMatch(
                key -> !String.valueOf(change.old().text(key)).equals(change.record().text(key)));
  }

  private static boolean hasKey(PolledTable table, Row row) {
    return table.keys().stream().allMatch(key -> row.text(key) != null);
  }

  private void warn(PolledTable table, List<String> errors) {
    for (String error : errors) {
      if (warned.add(table + error)) {
        LOGGER.log(
            Level.WARNING,
            "Realtime tells changes of {0} without their rows: {1}. They are read by PostgREST.",
            table,
            error);
      }
    }
  }
}
