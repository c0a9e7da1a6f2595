package dev.durableingest.supabase.replication;

import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.SourceStopException;
import dev.durableingest.supabase.replication.Publication.PublishedTable;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;
import org.postgresql.replication.ReplicationSlotInfo;

/**
 * One connection of a feed: the rows that are there, where they are still to be read, then the log.
 */
final class FeedSession {
  private static final Logger LOGGER = System.getLogger(FeedSession.class.getName());
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private final ReplicationSettings settings;
  private final Database database;
  private final SourceContext context;
  private final Map<String, TrackedTable> tables;
  private final Map<TrackedTable, PublishedTable> published;

  FeedSession(
      ReplicationSettings settings,
      Database database,
      SourceContext context,
      Map<String, TrackedTable> tables,
      Map<TrackedTable, PublishedTable> published) {
    this.settings = settings;
    this.database = database;
    this.context = context;
    this.tables = tables;
    this.published = published;
  }

  /**
   * Makes the slot where there is none, and reads the rows that are there.
   *
   * @param replication makes the slot; its snapshot lives as long as nothing else is done with it
   * @param saved how far an earlier run has come, or null
   * @param slot the slot as it stands, or null where there is none
   * @return where the log goes on from
   */
  FeedPosition start(
      Connection replication,
      @Nullable FeedPosition saved,
      Slot.@Nullable State slot,
      String systemIdentifier)
      throws FeedException, SQLException, InterruptedException {
    String exported = null;
    long lsn;
    if (slot != null) {
      lsn = saved == null ? slot.confirmedLsn() : saved.lsn();
    } else {
      ReplicationSlotInfo made = make(replication, saved);
      lsn = made.getConsistentPoint().asLong();
      exported = made.getSnapshotName();
    }
    boolean isWanted = settings.snapshot() == SnapshotMode.INITIAL;
    context.position(new FeedPosition(lsn, !isWanted, systemIdentifier));
    if (isWanted) {
      snapshot(lsn, exported);
    }
    FeedPosition complete = new FeedPosition(lsn, true, systemIdentifier);
    context.position(complete);
    return complete;
  }

  private ReplicationSlotInfo make(Connection replication, @Nullable FeedPosition saved)
      throws FeedException, SQLException {
    String slot = settings.slot();
    if (saved != null) {
      throw Slot.lost(slot, "it went away during the initial snapshot");
    }
    if (!settings.create()) {
      throw new SourceStopException(
          "Slot '"
              + slot
              + "' does not exist. Run: SELECT pg_create_logical_replication_slot('"
              + slot
              + "', 'pgoutput'); or allow it with --create-missing true.",
          null);
    }
    ReplicationSlotInfo made = Slot.create(replication, slot);
    LOGGER.log(Level.INFO, "Made slot {0} at {1}.", slot, made.getConsistentPoint().asString());
    return made;
  }

  /**
   * Reads the rows in one transaction: in the snapshot that the slot exported, where this run made
   * it, so that log and rows meet without a double. A resumed one sees a later state; whatever it
   * sees too early comes again with the log, and is newer there.
   */
  private void snapshot(long lsn, @Nullable String exported)
      throws FeedException, SQLException, InterruptedException {
    try (Connection connection = database.open(Duration.ZERO)) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute("set transaction isolation level repeatable read, read only");
        if (exported != null) {
          statement.execute("set transaction snapshot '" + exported + "'");
        }
        statement.execute("set local statement_timeout = 0");
        statement.execute("set local idle_in_transaction_session_timeout = 0");
      }
      for (Map.Entry<TrackedTable, PublishedTable> table : published.entrySet()) {
        new TableSnapshot(table.getKey(), table.getValue(), lsn).read(connection, context);
      }
      connection.rollback();
    }
  }

  /** Reads the log until it is interrupted. */
  void stream(Connection replication, FeedPosition from)
      throws SQLException, FeedException, InterruptedException {
    ReentrantLock streamLock = new ReentrantLock();
    try (Connection questions = database.open(ANSWER_TIMEOUT);
        Connection values = database.open(ANSWER_TIMEOUT);
        PGReplicationStream stream = open(replication, from);
        SlotKeeper keeper =
            new SlotKeeper(stream, streamLock, questions, settings.slot(), context::lag)) {
      context.onCheckpointed(
          checkpoint ->
              checkpoint
                  .position(FeedPosition.class)
                  .filter(FeedPosition::isSnapshotComplete)
                  .ifPresent(saved -> keeper.saved(saved.lsn())));
      context.alive();
      UnsentValues unsent = new UnsentValues(values, published);
      TransactionReader transactions = new TransactionReader(context, tables, published, unsent);
      new LogReader(stream, streamLock, keeper, transactions, context).read(from);
    }
  }

  private PGReplicationStream open(Connection replication, FeedPosition from)
      throws SQLException, FeedException {
    try {
      return replication
          .unwrap(PGConnection.class)
          .getReplicationAPI()
          .replicationStream()
          .logical()
          .withSlotName(settings.slot())
          .withStartPosition(LogSequenceNumber.valueOf(from.lsn()))
          .withSlotOption("proto_version", 1)
          .withSlotOption("publication_names", Sql.identifier(settings.publication()))
          .withAutomaticFlush(false)
          .withStatusInterval(0, TimeUnit.SECONDS)
          .start();
    } catch (SQLException e) {
      throw new FeedException(
          "Slot '" + settings.slot() + "' cannot be read: " + SqlFailures.firstLine(e) + ".", e);
    }
  }
}
