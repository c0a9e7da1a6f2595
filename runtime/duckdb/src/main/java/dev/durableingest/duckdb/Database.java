package dev.durableingest.duckdb;

import dev.durableingest.runtime.file.LockFile;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * One DuckDB file that this process has to itself: its lock, its connection, its transaction.
 *
 * <p>Three rules live here. A connection is not used again after a failed commit: DuckDB leaves it
 * without a transaction, so that whatever comes next would be committed at once and without the
 * document. Appenders write what they hold when they are closed, so they are closed before a
 * rollback, not after it. And after an unknown outcome nothing is begun until {@link #reopen}.
 *
 * <p>Owned by the pipeline thread; only {@link #close} may come from another one, when the pipeline
 * thread is dead.
 */
final class Database implements AutoCloseable {
  private final DatabaseUrl url;
  private final String holder;
  private final boolean isReadOnly;
  private final List<String> preparations = new ArrayList<>();
  private final Set<Reader> readers = new HashSet<>();
  private final Map<String, DuckDBAppender> appenders = new LinkedHashMap<>();
  private @Nullable LockFile lock;
  private @Nullable DuckDBConnection connection;
  private boolean inTransaction;
  private boolean outcomeUnknown;

  /**
   * @param url what to open; nothing is opened yet
   * @param holder who opens it, for those who find it locked
   */
  Database(DatabaseUrl url, String holder) {
    this(url, holder, false);
  }

  private Database(DatabaseUrl url, String holder, boolean isReadOnly) {
    this.url = url;
    this.holder = holder;
    this.isReadOnly = isReadOnly;
  }

  /** A database that is only looked at: without a lock of ours, and without the right to write. */
  static Database readOnly(DatabaseUrl url) {
    return new Database(url, "nobody", true);
  }

  /** The database file, as the user wrote it. */
  Path path() {
    return url.path();
  }

  /** Whether there is a database file at all. */
  boolean exists() {
    return Files.exists(url.path());
  }

  /** A file of ours beside the database file, guarded by its lock. */
  Path beside(String suffix) {
    return url.path().resolveSibling(url.path().getFileName() + suffix);
  }

  /**
   * Checks that this process has the lock of the file.
   *
   * @throws SinkException with {@code Fenced} when it has not
   */
  void requireLock() throws SinkException {
    LockFile held = lock;
    if (held == null || !held.isHeld()) {
      throw new SinkException(
          Verdict.FENCED, "The lock of " + this + " was removed: another run may be at work", null);
    }
  }

  /** Whether this process has the lock of the file. */
  boolean isOpen() {
    return lock != null;
  }

  /** Takes the lock and opens the file, made where it is absent; does nothing when it is open. */
  void open() throws SinkException {
    if (lock == null && !isReadOnly) {
      lock = takeLock();
    }
    try {
      connection();
    } catch (SQLException e) {
      close();
      throw SqlFailure.opening(url.path(), e);
    } catch (LinkageError e) {
      close();
      throw new SinkException(Verdict.STOP, NativeLibrary.explain(e), e);
    }
  }

  /** The connection; a new one where the last was dropped. */
  DuckDBConnection connection() throws SQLException {
    DuckDBConnection current = connection;
    if (current != null) {
      return current;
    }
    if (lock == null && !isReadOnly) {
      throw new SQLException("The database is closed");
    }
    DuckDBConnection opened = NativeLibrary.connect(url.path().toString(), properties());
    synchronized (readers) {
      connection = opened;
    }
    try {
      for (String sql : preparations) {
        execute(sql);
      }
    } catch (SQLException e) {
      drop();
      throw e;
    }
    return opened;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.putAll(url.settings());
    // What is needed is in the driver; nothing is fetched from anywhere.
    properties.put("autoinstall_known_extensions", "false");
    properties.put("autoload_known_extensions", "false");
    if (isReadOnly) {
      properties.put("access_mode", "READ_ONLY");
    }
    return properties;
  }

  /** Opens an empty database in memory in place of the file: to see whether DuckDB works here. */
  void openInMemory() throws SinkException, SQLException {
    try {
      connection = NativeLibrary.connect("", new Properties());
    } catch (LinkageError e) {
      throw new SinkException(Verdict.STOP, NativeLibrary.explain(e), e);
    }
  }

  /** Runs a statement now and on every connection that is opened later: for temporary tables. */
  void prepare(String sql) throws SQLException {
    execute(sql);
    preparations.add(sql);
  }

  /** What it says. */
  DatabaseUrl url() {
    return url;
  }

  /**
   * Opens a connection for one question, beside that of the run. Any thread.
   *
   * @param client who asked; closed when the run needs the database closed
   * @throws SinkException with {@code RetrySame} when the database is not open now
   */
  Reader openReader(Channel client) throws SinkException {
    synchronized (readers) {
      DuckDBConnection current = connection;
      if (current == null) {
        throw new SinkException(
            Verdict.RETRY_SAME, "query: " + this + " is being opened anew; ask again.", null);
      }
      try {
        Reader reader = new Reader(current.duplicate().unwrap(DuckDBConnection.class), client);
        readers.add(reader);
        return reader;
      } catch (SQLException e) {
        throw new SinkException(Verdict.STOP, "query: " + SqlFailure.firstLine(e) + ".", e);
      }
    }
  }

  /** A connection for one question. */
  final class Reader implements AutoCloseable {
    private final DuckDBConnection own;
    private final Channel client;

    private Reader(DuckDBConnection own, Channel client) {
      this.own = own;
      this.client = client;
    }

    DuckDBConnection connection() {
      return own;
    }

    private void cancel() {
      try {
        client.close();
        own.abort(Runnable::run);
      } catch (IOException | SQLException e) {
        // Then it ends when its answer is complete.
      }
      close();
    }

    @Override
    public void close() {
      synchronized (readers) {
        if (readers.remove(this)) {
          try {
            own.close();
          } catch (SQLException e) {
            // Nothing was written over it.
          }
        }
      }
    }
  }

  /** Runs a statement. */
  void execute(String sql) throws SQLException {
    try (Statement statement = connection().createStatement()) {
      statement.execute(sql);
    }
  }

  /** The name that DuckDB has for this file; tables of other catalogs are temporary. */
  String catalog() throws SQLException {
    return connection().getCatalog();
  }

  /** The appender of a table, kept from batch to batch. */
  DuckDBAppender appender(String catalog, String table) throws SQLException {
    DuckDBAppender kept = appenders.get(table);
    if (kept == null) {
      kept = connection().createAppender(catalog, "main", table);
      // The driver binds an appender to its first thread; close() may come from another one.
      Lock unused = kept.unsafeBreakThreadConfinement();
      appenders.put(table, kept);
    }
    return kept;
  }

  /** Whether a transaction is open. */
  boolean inTransaction() {
    return inTransaction;
  }

  /**
   * Begins a transaction where none is open.
   *
   * @throws SinkException with {@code Reopen} when the outcome of the last one is not known
   */
  void begin() throws SinkException, SQLException {
    if (outcomeUnknown) {
      throw new SinkException(
          Verdict.REOPEN, "The outcome of the last transaction in " + this + " is unknown", null);
    }
    if (!inTransaction) {
      // The driver's auto-commit flag does not reach appenders; an explicit transaction does.
      execute("BEGIN TRANSACTION");
      inTransaction = true;
    }
  }

  /**
   * Commits.
   *
   * @throws SinkException with {@code Reopen} when it fails; then the connection is gone
   */
  void commit() throws SinkException {
    try {
      execute("COMMIT");
      inTransaction = false;
    } catch (SQLException e) {
      outcomeUnknown = true;
      inTransaction = false;
      drop();
      throw new SinkException(
          Verdict.REOPEN, "The commit in " + this + " failed: " + SqlFailure.firstLine(e), e);
    }
  }

  /** Undoes what was written since {@link #begin}. What remains is as durable as it was before. */
  void rollBack() {
    closeAppenders();
    if (inTransaction) {
      inTransaction = false;
      try {
        execute("ROLLBACK");
      } catch (SQLException e) {
        drop();
      }
    }
  }

  /** Undoes what was written and lets nothing begin until {@link #reopen}. */
  void rollBackForReopening() {
    rollBack();
    outcomeUnknown = true;
  }

  /** Opens anew; after this the outcome of the last transaction can be read. */
  void reopen() throws SinkException {
    rollBack();
    drop();
    if (lock == null) {
      throw SinkException.stop(this + " is closed");
    }
    try {
      connection();
    } catch (SQLException e) {
      throw SqlFailure.opening(url.path(), e);
    }
    outcomeUnknown = false;
  }

  /** Rolls back, writes the log into the file, releases the lock; again, does nothing. */
  @Override
  public void close() {
    rollBack();
    drop();
    LockFile held = lock;
    lock = null;
    if (held != null) {
      held.close();
    }
  }

  @Override
  public String toString() {
    return url.toString();
  }

  private void drop() {
    closeAppenders();
    DuckDBConnection dropped;
    synchronized (readers) {
      // A database that is to be opened anew must be closed by everybody first.
      List.copyOf(readers).forEach(Reader::cancel);
      dropped = connection;
      connection = null;
    }
    if (dropped != null) {
      try {
        dropped.close();
      } catch (SQLException e) {
        // There is nothing that could be done with it but to forget it.
      }
    }
  }

  private void closeAppenders() {
    for (DuckDBAppender appender : appenders.values()) {
      try {
        appender.close();
      } catch (SQLException e) {
        // What it could not write is rolled back in any case.
      }
    }
    appenders.clear();
  }

  private LockFile takeLock() throws SinkException {
    Path path = url.path();
    Path lockPath = path;
    try {
      lockPath = url.lockPath();
      Path held = lockPath;
      return LockFile.tryAcquire(lockPath, holder)
          .orElseThrow(
              () ->
                  new SinkException(
                      Verdict.IN_USE,
                      path
                          + " is in use by "
                          + LockFile.holder(held)
                          + ". Stop that run first, or name another file",
                      null));
    } catch (IOException e) {
      throw SqlFailure.locking(lockPath, e);
    }
  }
}
