package dev.durableingest.coinbase.simulator;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * The frames of one connection that were handed to the socket and are not written yet: bounded in
 * frames and in bytes. Filled by the feeder alone, emptied by the socket, closed by anybody.
 */
final class Outbox {
  private final Session session;
  private final ConnectionOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Guarded by the lock. */
  private int frames;

  private long bytes;
  private boolean closed;

  /** When the queue became full without having been half empty since; 0 when it is not. */
  private long fullSinceNanos;

  Outbox(Session session, ConnectionOptions options) {
    this.session = session;
    this.options = options;
  }

  /**
   * Sends a text frame when there is room for it, and waits for room until then.
   *
   * @return false when the connection is closed
   * @throws SlowConsumerException when the queue was full for too long
   */
  boolean send(String text) throws InterruptedException, SlowConsumerException {
    if (!enter(text.length())) {
      return false;
    }
    session.sendText(text, leaving(text.length()));
    return true;
  }

  /** As {@link #send(String)}, for a binary frame. */
  boolean send(ByteBuffer binary) throws InterruptedException, SlowConsumerException {
    int size = binary.remaining();
    if (!enter(size)) {
      return false;
    }
    session.sendBinary(binary, leaving(size));
    return true;
  }

  /** Ends the waiting for room. Any thread. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Callback leaving(int size) {
    return Callback.from(() -> leave(size), failure -> close());
  }

  private boolean enter(int size) throws InterruptedException, SlowConsumerException {
    lock.lockInterruptibly();
    try {
      while (!closed && isFullFor(size)) {
        long patienceNanos = patienceNanos();
        if (patienceNanos <= 0) {
          throw new SlowConsumerException();
        }
        changed.awaitNanos(patienceNanos);
      }
      frames++;
      bytes += size;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private boolean isFullFor(int size) {
    boolean full =
        frames >= options.queueFrames() || (frames > 0 && bytes + size > options.queueBytes());
    if (full && fullSinceNanos == 0) {
      fullSinceNanos = System.nanoTime();
    }
    return full;
  }

  private long patienceNanos() {
    return options.slowConsumerPolicy() == SlowConsumerPolicy.BLOCK
        ? Long.MAX_VALUE
        : options.slowConsumerPatience().toNanos() - (System.nanoTime() - fullSinceNanos);
  }

  private void leave(int size) {
    lock.lock();
    try {
      frames--;
      bytes -= size;
      if (frames <= options.queueFrames() / 2 && bytes <= options.queueBytes() / 2) {
        fullSinceNanos = 0;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
