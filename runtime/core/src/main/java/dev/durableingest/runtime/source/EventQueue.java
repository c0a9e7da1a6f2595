package dev.durableingest.runtime.source;

import dev.durableingest.runtime.time.Waits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The bounded buffer between source and pipeline, limited in items and in bytes. One item larger
 * than the limit in bytes passes alone.
 *
 * <p>Many threads put, the pipeline thread takes. It takes everything there is at once, up to
 * {@link #TAKE_MAX} items, so at most so much more than the limits is in memory.
 */
public final class EventQueue {
  private static final int TAKE_MAX = 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition hasRoom = lock.newCondition();
  private final Condition hasItems = lock.newCondition();
  private final ArrayDeque<QueueItem> items = new ArrayDeque<>();
  private final int eventsMax;
  private final long bytesMax;
  private final long acceptMax;
  private final Waits waits;
  private long bytes;
  private long accepted;
  private boolean woken;

  /**
   * @param eventsMax how many items may wait
   * @param bytesMax how many bytes may wait
   * @param acceptMax how many events are taken in all; further ones are refused
   * @param waits how the taking thread waits
   */
  public EventQueue(int eventsMax, long bytesMax, long acceptMax, Waits waits) {
    this.eventsMax = eventsMax;
    this.bytesMax = bytesMax;
    this.acceptMax = acceptMax;
    this.waits = waits;
  }

  /**
   * Puts an item of an attempt; blocks while the queue is full.
   *
   * @throws InterruptedException when the attempt is being cancelled, or no more events are wanted
   * @throws IllegalStateException when the attempt is over
   */
  void put(SourceAttempt attempt, QueueItem item) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      requireWanted(attempt, item);
      while (!hasRoomFor(item)) {
        hasRoom.await();
        requireWanted(attempt, item);
      }
      add(item);
    } finally {
      lock.unlock();
    }
  }

  /** Puts an item if there is room for it; false when there is none, or none is wanted any more. */
  boolean offer(SourceAttempt attempt, QueueItem item) {
    lock.lock();
    try {
      attempt.requireOpen();
      if (attempt.isCancelled() || !hasRoomFor(item) || isOverAccepted(item)) {
        return false;
      }
      add(item);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Puts the last item of an attempt, whatever the limits, and lets no other follow it. */
  public void end(SourceAttempt attempt, QueueItem.Ended item) {
    lock.lock();
    try {
      attempt.close();
      add(item);
      hasRoom.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Puts an item that ends the pipeline, whatever the limits; nothing of the attempt follows. */
  public void fail(SourceAttempt attempt, QueueItem.Fatal item) {
    lock.lock();
    try {
      if (!attempt.isCancelled()) {
        attempt.markCancelled();
        add(item);
        hasRoom.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Refuses what the attempt emits from now on, and releases the threads that wait to emit. */
  public void cancel(SourceAttempt attempt) {
    lock.lock();
    try {
      attempt.markCancelled();
      hasRoom.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes what there is; waits for it not longer than this, and returns at once when woken.
   *
   * @param waitNanos how long to wait for the first item; 0 or less not to wait
   * @return the items in order, possibly none
   */
  public List<QueueItem> take(long waitNanos) throws InterruptedException {
    lock.lock();
    try {
      long left = waitNanos;
      while (items.isEmpty() && !woken && left > 0) {
        left = waits.await(hasItems, left);
      }
      woken = false;
      int count = Math.min(items.size(), TAKE_MAX);
      List<QueueItem> taken = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        QueueItem item = items.remove();
        bytes -= item.bytes();
        taken.add(item);
      }
      if (count > 0) {
        hasRoom.signalAll();
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Makes a {@link #take} return, now or the next time. */
  public void wake() {
    lock.lock();
    try {
      woken = true;
      hasItems.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Events taken in so far. */
  public long accepted() {
    lock.lock();
    try {
      return accepted;
    } finally {
      lock.unlock();
    }
  }

  /** Whether as many events were taken in as are wanted in all. */
  public boolean isComplete() {
    return accepted() >= acceptMax;
  }

  private void requireWanted(SourceAttempt attempt, QueueItem item) throws InterruptedException {
    attempt.requireOpen();
    if (attempt.isCancelled() || isOverAccepted(item)) {
      throw new InterruptedException("The pipeline is being stopped");
    }
  }

  private boolean isOverAccepted(QueueItem item) {
    return item.isEvent() && accepted >= acceptMax;
  }

  private boolean hasRoomFor(QueueItem item) {
    return items.isEmpty() || (items.size() < eventsMax && bytes + item.bytes() <= bytesMax);
  }

  private void add(QueueItem item) {
    items.add(item);
    bytes += item.bytes();
    if (item.isEvent()) {
      accepted++;
    }
    if (items.size() == 1) {
      hasItems.signal();
    }
  }
}
