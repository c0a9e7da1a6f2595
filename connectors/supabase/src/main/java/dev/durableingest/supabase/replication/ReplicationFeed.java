package dev.durableingest.supabase.replication;

import dev.durableingest.runtime.SourceContext;
import dev.durableingest.runtime.SourceStopException;
import dev.durableingest.supabase.replication.Publication.PublishedTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Emits every committed change of some tables of a PostgreSQL database, in the order of the
 * commits: first the rows that are there, then the log. What a source's {@code run} has to do is
 * {@link #run}.
 *
 * <ol>
 *   <li>{@link Publication} and {@link Slot} are checked, or made;
 *   <li>{@link TableSnapshot} reads the rows, where none or not all were read yet;
 *   <li>{@code LogReader} reads the log, {@code TransactionReader} makes row changes of it;
 *   <li>{@code SlotKeeper} confirms what is saved, and nothing else.
 * </ol>
 *
 * <p>The cursor of a change is its commit and its place there. What the feed may resume from, and
 * what the slot is confirmed up to, is the saved {@link FeedPosition}; it moves at commits, and
 * with the server's word that there was nothing, so that idle tables hold no log back either.
 */
public final class ReplicationFeed {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration TAKEOVER_PAUSE = Duration.ofMillis(200);
  private static final int TAKEOVER_ATTEMPTS = 25;

  private final ReplicationSettings settings;
  private final Map<String, TrackedTable> tables = new LinkedHashMap<>();

  /**
   * @param settings what to read
   * @param tables the tables, each with the resource that takes its changes
   */
  public ReplicationFeed(ReplicationSettings settings, List<TrackedTable> tables) {
    this.settings = settings;
    for (TrackedTable table : tables) {
      this.tables.put(table.toString(), table);
    }
  }

  /**
   * Reads until it is interrupted.
   *
   * @throws FeedException with one line that says what is wrong; a later try may succeed
   * @throws SourceStopException with one line that says what is wrong and the way out
   * @throws SQLException when the connection is lost
   * @throws InterruptedException when the pipeline is being cancelled
   */
  public void run(SourceContext context) throws FeedException, SQLException, InterruptedException {
    Database database = database();
    try (Connection connection = database.open(ANSWER_TIMEOUT);
        Connection replication = database.openForReplication()) {
      requireLogicalLog(connection, database);
      String system = systemIdentifier(connection);
      Map<TrackedTable, PublishedTable> published =
          Publication.ensure(connection, settings, tables.values());
      FeedSession session = new FeedSession(settings, database, context, tables, published);
      FeedPosition position = context.position(FeedPosition.class).orElse(null);
      requireSameSystem(position, system);
      Slot.State slot = Slot.state(connection, settings.slot()).orElse(null);
      if (position == null || !position.isSnapshotComplete()) {
        position = session.start(replication, position, slot, system);
      } else if (slot == null) {
        throw Slot.lost(settings.slot(), "it is not there any more");
      }
      takeOver(connection, database);
      session.stream(replication, position);
    }
  }

  /**
   * Looks at what {@link #run} would read: whether the database answers, the role may replicate,
   * and how tables, publication and slot stand. Changes nothing.
   *
   * @return what is there, in one line
   * @throws FeedException with one line that says what is wrong
   * @throws SourceStopException with one line that says what is wrong and the way out
   * @throws SQLException when the connection is lost
   */
  public String check() throws FeedException, SQLException {
    Database database = database();
    try (Connection connection = database.open(ANSWER_TIMEOUT)) {
      requireLogicalLog(connection, database);
      database.openForReplication().close();
      return database.description()
          + " answers, PostgreSQL "
          + connection.getMetaData().getDatabaseProductVersion()
          + "; role '"
          + connection.getMetaData().getUserName()
          + "' may replicate; "
          + new ReplicationCheck(connection, settings).look(tables.values());
    }
  }

  private Database database() {
    return Database.of(settings.databaseUrl(), "durable-ingest " + settings.slot());
  }

  /**
   * Waits until nobody reads the slot. The lease of the pipeline is ours, so a process that reads
   * it in our name is what is left of a run that died.
   */
  private void takeOver(Connection connection, Database database)
      throws SQLException, FeedException, InterruptedException {
    for (int attempt = 0; attempt < TAKEOVER_ATTEMPTS; attempt++) {
      Slot.State state = Slot.state(connection, settings.slot()).orElse(null);
      Integer pid = state == null ? null : state.activePid();
      if (state == null || pid == null) {
        return;
      }
      if (!database.applicationName().equals(state.activeApplication())) {
        throw new FeedException(
            ("Slot '%s' is read by process %d of the server, which is not one of this feed. "
                    + "Stop it, or name another slot with --slot.")
                .formatted(settings.slot(), pid));
      }
      Slot.terminate(connection, pid);
      Thread.sleep(TAKEOVER_PAUSE.toMillis());
    }
    throw new FeedException(
        "Slot '%s' is still read by a process of an older run, which does not end."
            .formatted(settings.slot()));
  }

  private static void requireLogicalLog(Connection connection, Database database)
      throws SQLException {
    String level = text(connection, "show wal_level");
    if (!"logical".equals(level)) {
      throw new SourceStopException(
          ("%s has wal_level = %s, and a change feed needs logical. Run: ALTER SYSTEM SET "
                  + "wal_level = logical; and restart the server.")
              .formatted(database.description(), level),
          null);
    }
  }

  private static void requireSameSystem(@Nullable FeedPosition position, String system) {
    if (position != null && !position.systemIdentifier().equals(system)) {
      throw new SourceStopException(
          ("This is another database cluster (%s) than the one that was read so far (%s), "
                  + "and its log has other places. Go back to that one, or run 'checkpoint reset' "
                  + "for a new snapshot.")
              .formatted(system, position.systemIdentifier()),
          null);
    }
  }

  private static String systemIdentifier(Connection connection) throws SQLException {
    return text(connection, "select system_identifier::text from pg_control_system()");
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
