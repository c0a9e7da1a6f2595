package dev.durableingest.supabase.replication;

import dev.durableingest.runtime.SourceContext;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.replication.PGReplicationStream;

/** Reads the log of one connection, message by message, and moves the position along. */
final class LogReader {
  private static final long POSITION_NANOS = Duration.ofMillis(100).toNanos();
  private static final long IDLE_MILLIS_MAX = 10;

  private final PGReplicationStream stream;
  private final ReentrantLock streamLock;
  private final SlotKeeper keeper;
  private final TransactionReader transactions;
  private final SourceContext context;
  private long idleMillis = 1;
  private long positionNanos = System.nanoTime();

  LogReader(
      PGReplicationStream stream,
      ReentrantLock streamLock,
      SlotKeeper keeper,
      TransactionReader transactions,
      SourceContext context) {
    this.stream = stream;
    this.streamLock = streamLock;
    this.keeper = keeper;
    this.transactions = transactions;
    this.context = context;
  }

  /** Reads until it is interrupted. */
  void read(FeedPosition from) throws SQLException, FeedException, InterruptedException {
    long told = from.lsn();
    while (!Thread.currentThread().isInterrupted()) {
      keeper.requireAlive();
      long reached = readOne();
      if (Long.compareUnsigned(reached, told) > 0) {
        context.position(new FeedPosition(reached, true, from.systemIdentifier()));
        told = reached;
        positionNanos = System.nanoTime();
      }
    }
    throw new InterruptedException();
  }

  /**
   * Takes the next message, or waits a moment where there is none.
   *
   * @return the place up to which everything was emitted, where it is time to say so; else 0
   */
  private long readOne() throws SQLException, FeedException, InterruptedException {
    ByteBuffer message;
    long received;
    streamLock.lock();
    try {
      message = stream.readPending();
      received = stream.getLastReceiveLSN().asLong();
    } finally {
      streamLock.unlock();
    }
    if (message != null) {
      LogMessage decoded = LogDecoder.decode(message);
      if (decoded instanceof LogMessage.Begin begin) {
        keeper.read(begin);
      }
      transactions.read(decoded);
      idleMillis = 1;
      boolean isDue = System.nanoTime() - positionNanos > POSITION_NANOS;
      return isDue && !transactions.isInTransaction() ? transactions.endLsn() : 0;
    }
    context.alive();
    Thread.sleep(idleMillis);
    idleMillis = Math.min(2 * idleMillis, IDLE_MILLIS_MAX);
    // With nothing pending the server's own place counts: there was nothing more up to it.
    return transactions.isInTransaction() ? 0 : received;
  }
}
