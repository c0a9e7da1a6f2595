package dev.durableingest.supabase.replication;

import dev.durableingest.runtime.SourceContext;
import dev.durableingest.supabase.change.ChangeCursor;
import dev.durableingest.supabase.change.Operation;
import dev.durableingest.supabase.change.Row;
import dev.durableingest.supabase.change.RowChange;
import dev.durableingest.supabase.replication.Publication.PublishedTable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes row changes of the log's messages, of one connection. The server tells a transaction when
 * it is committed, whole, and transactions in the order of their commits.
 */
final class TransactionReader {
  private static final Logger LOGGER = System.getLogger(TransactionReader.class.getName());

  private final SourceContext context;
  private final Map<String, TrackedTable> tables;
  private final Map<TrackedTable, PublishedTable> published;
  private final UnsentValues unsent;
  private final Map<Integer, Relation> relations = new HashMap<>();
  private LogMessage.@Nullable Begin transaction;
  private long index;
  private long endLsn;

  TransactionReader(
      SourceContext context,
      Map<String, TrackedTable> tables,
      Map<TrackedTable, PublishedTable> published,
      UnsentValues unsent) {
    this.context = context;
    this.tables = tables;
    this.published = published;
    this.unsent = unsent;
  }

  /** Whether the last message was inside a transaction. */
  boolean isInTransaction() {
    return transaction != null;
  }

  /** The place after the last transaction that was told in full; 0 before the first. */
  long endLsn() {
    return endLsn;
  }

  /** Takes one message; emits the changes that it holds. */
  void read(LogMessage message) throws InterruptedException, FeedException {
    if (message instanceof LogMessage.Begin begin) {
      transaction = begin;
      index = 0;
    } else if (message instanceof LogMessage.Commit commit) {
      transaction = null;
      endLsn = commit.endLsn();
    } else if (message instanceof LogMessage.TableDescription description) {
      relations.put(description.relation().id(), description.relation());
    } else if (message instanceof LogMessage.Insert insert) {
      Relation relation = relation(insert.relation());
      emit(Operation.INSERT, relation, insert.row(), null);
    } else if (message instanceof LogMessage.Update update) {
      update(relation(update.relation()), update);
    } else if (message instanceof LogMessage.Delete delete) {
      Relation relation = relation(delete.relation());
      emit(Operation.DELETE, relation, delete.row(), null);
    } else if (message instanceof LogMessage.Truncate truncate) {
      for (int id : truncate.relations()) {
        truncated(relation(id));
      }
    }
  }

  /** A row that moves to another key is gone from the old one, which nothing else would tell. */
  private void update(Relation relation, LogMessage.Update update)
      throws InterruptedException, FeedException {
    Tuple old = update.oldKey() != null ? update.oldKey() : update.oldRow();
    if (old != null && hasOtherKey(relation, old, update.row())) {
      emit(Operation.DELETE, relation, old, null);
    }
    emit(Operation.UPDATE, relation, update.row(), update.oldRow());
  }

  /** By the primary key: the log marks every column as key where the replica identity is full. */
  private boolean hasOtherKey(Relation relation, Tuple old, Tuple row) {
    PublishedTable table = published.get(tables.get(relation.schema() + "." + relation.name()));
    List<Relation.Column> columns = relation.columns();
    for (int i = 0; table != null && i < columns.size(); i++) {
      String before = old.texts()[i];
      boolean isKey = table.keys().contains(columns.get(i).name());
      if (isKey && before != null && !before.equals(row.texts()[i])) {
        return true;
      }
    }
    return false;
  }

  private void emit(Operation operation, Relation relation, Tuple tuple, @Nullable Tuple old)
      throws InterruptedException, FeedException {
    TrackedTable table = tables.get(relation.schema() + "." + relation.name());
    LogMessage.Begin begin = begin();
    long place = index++;
    if (table == null) {
      return; // published, but no resource takes it
    }
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    List<Relation.Column> columns = relation.columns();
    for (int i = 0; i < columns.size(); i++) {
      Relation.Column column = columns.get(i);
      if (isTold(operation, column, tuple, i)) {
        values.put(column.name(), tuple.texts()[i]);
      } else if (old != null && old.sent()[i]) {
        values.put(column.name(), old.texts()[i]);
      } else {
        missing.add(column.name());
      }
    }
    if (operation == Operation.UPDATE && !missing.isEmpty()) {
      unsent.addTo(values, table, missing);
    }
    context.emit(
        table.resource(),
        new RowChange(
            operation,
            relation.schema(),
            relation.name(),
            new Row(values),
            missing.isEmpty(),
            ChangeCursor.of(begin.commitLsn(), place),
            begin.commitTime()));
  }

  /** Of a deleted row that is told by its key, the other columns come as null and are unknown. */
  private static boolean isTold(
      Operation operation, Relation.Column column, Tuple tuple, int place) {
    return operation == Operation.DELETE
        ? column.isKey() || tuple.texts()[place] != null
        : tuple.sent()[place];
  }

  private void truncated(Relation relation) throws InterruptedException {
    index++;
    TrackedTable table = tables.get(relation.schema() + "." + relation.name());
    if (table == null) {
      return;
    }
    String what =
        "Table "
            + table
            + " was truncated. Which rows it had is not told: they are still in the sink, and only"
            + " a 'checkpoint reset' with a new snapshot into an empty sink takes them out.";
    LOGGER.log(Level.WARNING, what);
    context.reject(table.resource(), new byte[0], new FeedException(what));
  }

  private Relation relation(int id) throws FeedException {
    Relation relation = relations.get(id);
    if (relation == null) {
      throw new FeedException("The log speaks of table " + id + " before it describes it.");
    }
    return relation;
  }

  private LogMessage.Begin begin() throws FeedException {
    LogMessage.Begin begin = transaction;
    if (begin == null) {
      throw new FeedException("The log tells a change outside of a transaction.");
    }
    return begin;
  }
}
