package dev.durableingest.supabase.simulator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the changes of a publication as Realtime reads them: from a temporary slot, again and
 * again, each batch consumed before anybody has received it. On a thread of its own.
 */
final class ChangeFeed implements AutoCloseable {
  static final String PUBLICATION = "supabase_realtime";
  private static final long PAUSE_MILLIS = 20;

  private final Connection connection;
  private final String slot;
  private final Faults faults;
  private final Consumer<Change> receiver;
  private final Map<Integer, WalMessage.Relation> relations = new HashMap<>();
  private final ChangeJson json;
  private final Thread thread;
  private Instant commitTime = Instant.EPOCH;
  private volatile boolean isClosed;
  private volatile @Nullable SQLException failure;

  ChangeFeed(Database database, Faults faults, Consumer<Change> receiver) throws SQLException {
    this.faults = faults;
    this.receiver = receiver;
    this.connection = database.connect();
    this.json = new ChangeJson(connection, faults);
    this.slot = "realtime_" + Long.toHexString(System.nanoTime());
    try (Statement statement = connection.createStatement()) {
      ensurePublication(statement);
      statement.execute(
          "select pg_create_logical_replication_slot('" + slot + "', 'pgoutput', true)");
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    this.thread = new Thread(this::run, "realtime-changes");
    thread.setDaemon(true);
    thread.start();
  }

  private static void ensurePublication(Statement statement) throws SQLException {
    String there = "select 1 from pg_publication where pubname = '" + PUBLICATION + "'";
    boolean isThere;
    try (ResultSet rows = statement.executeQuery(there)) {
      isThere = rows.next();
    }
    if (!isThere) {
      statement.execute("create publication " + PUBLICATION + " for all tables");
    }
  }

  /** Why changes are not told any more; null while they are. */
  @Nullable SQLException failure() {
    return failure;
  }

  private void run() {
    String sql =
        "select data from pg_logical_slot_get_binary_changes('"
            + slot
            + "', null, 100, 'proto_version', '1', 'publication_names', '"
            + PUBLICATION
            + "')";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      while (!isClosed) {
        if (poll(statement) == 0) {
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      }
    } catch (SQLException e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int poll(PreparedStatement statement) throws SQLException {
    int messages = 0;
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        messages++;
        take(WalDecoder.decode(rows.getBytes(1)));
      }
    }
    return messages;
  }

  private void take(WalMessage message) throws SQLException {
    if (message instanceof WalMessage.Begin begin) {
      commitTime = begin.commitTime();
    } else if (message instanceof WalMessage.Relation relation) {
      relations.put(relation.id(), relation);
    } else if (message instanceof WalMessage.RowChange change && !faults.losesChange()) {
      WalMessage.Relation relation = relations.get(change.relation());
      if (relation != null) {
        receiver.accept(json.change(relation, change, commitTime));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    isClosed = true;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
