package dev.durableingest.supabase.replication;

import dev.durableingest.runtime.SourceLag;
import dev.durableingest.runtime.SourceStopException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.replication.LogSequenceNumber;
import org.postgresql.replication.PGReplicationStream;

/**
 * Confirms to the server what is saved, and that we live, on a thread of its own: also while the
 * reader is held up by a sink that is down. Asks on a second connection whether the server lives,
 * because a dead one is silent, as an idle one is.
 */
final class SlotKeeper implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(SlotKeeper.class.getName());
  private static final Duration TICK = Duration.ofMillis(500);
  private static final long STATUS_NANOS = Duration.ofSeconds(8).toNanos();
  private static final long QUESTION_NANOS = Duration.ofSeconds(2).toNanos();
  private static final long WARNING_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long MUCH_LAG_BYTES = 1L << 30;

  private final PGReplicationStream stream;
  private final ReentrantLock streamLock;
  private final Connection questions;
  private final String slot;
  private final Consumer<SourceLag> lag;
  private final UnsavedCommits unsaved = new UnsavedCommits();
  private final AtomicLong savedLsn = new AtomicLong();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean isClosed;
  private long confirmedLsn;
  private long warnedNanos = System.nanoTime() - WARNING_NANOS;

  /**
   * @param streamLock held by whoever uses the stream
   * @param questions a connection of the keeper's own; its read timeout limits every question
   * @param lag told how far the slot is behind, until the keeper is closed
   */
  SlotKeeper(
      PGReplicationStream stream,
      ReentrantLock streamLock,
      Connection questions,
      String slot,
      Consumer<SourceLag> lag) {
    this.stream = stream;
    this.streamLock = streamLock;
    this.questions = questions;
    this.slot = slot;
    this.lag = lag;
    this.thread = new Thread(this::run, "replication-slot-" + slot);
    thread.setDaemon(true);
    thread.start();
  }

  /** A transaction is read that was committed then. */
  void read(LogMessage.Begin transaction) {
    unsaved.read(transaction.commitLsn(), transaction.commitTime());
  }

  /** What is saved up to here may be dropped by the server. Any thread. */
  void saved(long lsn) {
    unsaved.saved(lsn);
    savedLsn.accumulateAndGet(lsn, (a, b) -> Long.compareUnsigned(a, b) >= 0 ? a : b);
  }

  /** Throws what the keeper found wrong, if anything. */
  void requireAlive() throws FeedException {
    Throwable found = failure.get();
    if (found instanceof SourceStopException known) {
      throw known;
    }
    if (found instanceof SQLException sql) {
      throw new FeedException(
          "The server does not answer: " + SqlFailures.firstLine(sql) + ".", sql);
    }
    if (found != null) {
      throw new FeedException(
          "The thread that confirms what is saved died of " + found + ".", found);
    }
  }

  private void run() {
    long statusNanos = System.nanoTime();
    long questionNanos = statusNanos;
    try {
      while (!isClosed) {
        Thread.sleep(TICK.toMillis());
        long now = System.nanoTime();
        if (confirmedLsn != savedLsn.get() || now - statusNanos > STATUS_NANOS) {
          confirm();
          statusNanos = now;
        }
        if (now - questionNanos > QUESTION_NANOS) {
          ask();
          questionNanos = now;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException | RuntimeException | Error e) {
      failure.set(e); // also a mistake of ours: without this thread the server keeps its whole log
    }
  }

  private void confirm() throws SQLException {
    long lsn = savedLsn.get();
    streamLock.lock();
    try {
      if (lsn != 0) {
        LogSequenceNumber saved = LogSequenceNumber.valueOf(lsn);
        stream.setFlushedLSN(saved);
        stream.setAppliedLSN(saved);
      }
      stream.forceUpdateStatus();
    } finally {
      streamLock.unlock();
    }
    confirmedLsn = lsn;
  }

  private void ask() throws SQLException {
    Slot.State state =
        Slot.state(questions, slot).orElseThrow(() -> Slot.lost(slot, "somebody dropped it"));
    tell(SourceLag.ofLog(state.lagBytes(), unsaved.age(state.askedAt())));
    long now = System.nanoTime();
    if (state.lagBytes() > MUCH_LAG_BYTES && now - warnedNanos > WARNING_NANOS) {
      warnedNanos = now;
      LOGGER.log(
          Level.WARNING,
          "Slot {0} keeps {1} MiB of log back (wal_status {2}): the sink is slower than "
              + "the database.",
          slot,
          state.lagBytes() >> 20,
          state.walStatus());
    }
  }

  /** Nothing is told any more when the keeper is closed: what takes it is then gone. */
  private synchronized void tell(SourceLag behind) {
    if (!isClosed) {
      lag.accept(behind);
    }
  }

  private synchronized void end() {
    isClosed = true;
  }

  /** Confirms what is saved by now, and ends. */
  @Override
  public void close() {
    end();
    thread.interrupt();
    try {
      thread.join(TICK.toMillis());
      if (failure.get() == null && confirmedLsn != savedLsn.get()) {
        confirm();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      LOGGER.log(Level.DEBUG, "The slot was not confirmed to the last: {0}", e.getMessage());
    }
  }
}
