package dev.durableingest.runtime.acknowledge;

import dev.durableingest.runtime.Checkpoint;
import dev.durableingest.runtime.time.Time;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listeners of a source what has become durable, on a thread of its own, so that one that
 * blocks cannot stop the pipeline. A checkpoint says all that the ones before it said: while a
 * listener is busy only the newest waits.
 *
 * <p>Thread-safe.
 */
public final class ThreadedAcknowledger implements Acknowledger {
  private static final Logger LOGGER = System.getLogger(ThreadedAcknowledger.class.getName());

  private final List<Consumer<Checkpoint>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Time time;
  private final Thread thread;
  private @Nullable Checkpoint pending;
  private boolean busy;
  private boolean closed;
  private long busySinceNanos;

  /**
   * @param pipeline id of the pipeline, for the name of the thread
   * @param time the clocks
   */
  public ThreadedAcknowledger(String pipeline, Time time) {
    this.time = time;
    thread = new Thread(this::run, pipeline + "-acknowledge");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void add(Consumer<Checkpoint> listener) {
    listeners.add(listener);
  }

  @Override
  public void startAttempt() {
    listeners.clear();
  }

  @Override
  public void tell(Checkpoint checkpoint) {
    lock.lock();
    try {
      pending = checkpoint;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean awaitTold(long waitNanos) throws InterruptedException {
    lock.lock();
    try {
      long left = waitNanos;
      while (pending != null || busy) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long busyNanos() {
    lock.lock();
    try {
      return busy ? time.nanos() - busySinceNanos : 0;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      pending = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    @Nullable Checkpoint next;
    while ((next = takePending()) != null) {
      for (Consumer<Checkpoint> listener : listeners) {
        try {
          listener.accept(next);
        } catch (RuntimeException | Error e) { // else upstream would never be told again
          LOGGER.log(Level.WARNING, "A listener of onCheckpointed failed: " + e, e);
        }
      }
    }
  }

  private @Nullable Checkpoint takePending() {
    lock.lock();
    try {
      busy = false;
      changed.signalAll();
      while (pending == null && !closed) {
        changed.awaitUninterruptibly();
      }
      busy = pending != null;
      busySinceNanos = time.nanos();
      Checkpoint taken = pending;
      pending = null;
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
