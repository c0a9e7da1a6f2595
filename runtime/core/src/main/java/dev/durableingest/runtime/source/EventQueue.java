package dev.durableingest.runtime.source;

import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.Intake.Stored;
import dev.durableingest.runtime.time.Waits;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bounded buffer between source and pipeline, limited in items and in bytes. One item larger
 * than the limit in bytes passes alone.
 *
 * <p>With an intake, an item is durable before it is in the queue, and one that does not fit into
 * memory is read back from the intake when it is its turn: then the intake's limit is the queue's.
 *
 * <p>Many threads put, the pipeline thread takes. It takes everything there is at once, up to
 * {@link #TAKE_MAX} items, so at most so much more than the limits is in memory.
 */
public final class EventQueue {
  private static final int TAKE_MAX = 1024;
  private static final long LOOK_FOR_ROOM_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final byte[] NOT_STORED = {};

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition hasRoom = lock.newCondition();
  private final Condition hasItems = lock.newCondition();
  // What ends an attempt or the run: in no intake, and behind everything else.
  private final ArrayDeque<QueueItem> last = new ArrayDeque<>();
  private final MemoryItems memory;
  private final long bytesMax;
  private final long acceptMax;
  private final Waits waits;
  private volatile @Nullable DurableItems durable;
  private @Nullable SourceAttempt newest;
  private long accepted;
  private boolean woken;

  /**
   * @param eventsMax how many items may wait
   * @param bytesMax how many bytes may wait
   * @param acceptMax how many events are taken in all; further ones are refused
   * @param waits how the taking thread waits
   */
  public EventQueue(int eventsMax, long bytesMax, long acceptMax, Waits waits) {
    this.memory = new MemoryItems(eventsMax, bytesMax);
    this.bytesMax = bytesMax;
    this.acceptMax = acceptMax;
    this.waits = waits;
  }

  /**
   * What was taken.
   *
   * @param items the items in order, possibly none
   * @param firstSequence number of the first in the intake; without meaning where there is none
   */
  public record Taken(List<QueueItem> items, long firstSequence) {}

  /**
   * From now on everything goes through an intake, whose backlog is taken first. Before the first
   * attempt.
   *
   * @param backlog how many items of earlier runs it holds
   */
  public void connect(Intake intake, long backlog) {
    lock.lock();
    try {
      durable = new DurableItems(intake, memory, backlog);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts an item of an attempt; blocks while the queue is full.
   *
   * @throws InterruptedException when the attempt is being cancelled, or no more events are wanted
   * @throws IllegalStateException when the attempt is over
   */
  void put(SourceAttempt attempt, QueueItem item) throws InterruptedException {
    Stored stored = store(item);
    lock.lockInterruptibly();
    try {
      requireWanted(attempt, item);
      while (!admit(attempt, stored) && !drop(stored.item())) {
        if (durable == null) {
          hasRoom.await();
        } else {
          // A disk that is full tells nobody when it no longer is.
          hasRoom.awaitNanos(LOOK_FOR_ROOM_NANOS);
        }
        requireWanted(attempt, item);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Puts an item if there is room for it; false when there is none, or none is wanted any more. */
  boolean offer(SourceAttempt attempt, QueueItem item) {
    Stored stored = store(item);
    lock.lock();
    try {
      attempt.requireOpen();
      return !attempt.isCancelled() && !isOverAccepted(item) && admit(attempt, stored);
    } finally {
      lock.unlock();
    }
  }

  /** Puts the last item of an attempt, whatever the limits, and lets no other follow it. */
  public void end(SourceAttempt attempt, QueueItem.Ended item) {
    lock.lock();
    try {
      attempt.close();
      addLast(item);
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
        addLast(item);
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
   * @throws SinkException when the intake failed for good
   */
  public Taken take(long waitNanos) throws InterruptedException, SinkException {
    DurableItems line;
    lock.lock();
    try {
      long left = waitNanos;
      while (isEmpty() && !woken && left > 0) {
        left = waits.await(hasItems, left);
      }
      woken = false;
      line = durable;
      requireIntact(line);
      if (line == null || line.onlyStored() == 0 || memory.size() > 0) {
        return takeFromMemory(line);
      }
    } finally {
      lock.unlock();
    }
    Intake.Read read = line.intake().read(TAKE_MAX, bytesMax);
    lock.lock();
    try {
      line.countRead(read.items().size());
    } finally {
      lock.unlock();
    }
    return new Taken(read.items(), read.firstSequence());
  }

  /** A saved document says that everything up to this number was handled. */
  public void passed(long sequence) {
    lock.lock();
    try {
      DurableItems line = durable;
      if (line != null) {
        line.intake().passed(sequence);
        hasRoom.signalAll();
      }
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

  /** How full the queue is. Any thread. */
  public Depth depth() {
    lock.lock();
    try {
      DurableItems line = durable;
      return line == null
          ? new Depth(memory.size(), memory.bytes(), 0, null)
          : new Depth(
              memory.size() + line.onlyStored(),
              memory.bytes(),
              line.intake().bytes(),
              line.intake().problem());
    } finally {
      lock.unlock();
    }
  }

  /**
   * How full a queue is.
   *
   * @param items how many items wait
   * @param bytes about how many bytes of heap those keep that are in memory
   * @param storedBytes bytes that the intake occupies; 0 without one
   * @param problem what the intake waits for, or null
   */
  public record Depth(long items, long bytes, long storedBytes, @Nullable String problem) {}

  private void requireWanted(SourceAttempt attempt, QueueItem item) throws InterruptedException {
    attempt.requireOpen();
    DurableItems line = durable;
    boolean isBroken = line != null && line.intake().failure() != null;
    if (isBroken || attempt.isCancelled() || isOverAccepted(item)) {
      throw new InterruptedException("The pipeline is being stopped");
    }
  }

  private static void requireIntact(@Nullable DurableItems line) throws SinkException {
    SinkException failure = line == null ? null : line.intake().failure();
    if (failure != null) {
      throw failure;
    }
  }

  private Taken takeFromMemory(@Nullable DurableItems line) {
    if (memory.size() == 0) {
      List<QueueItem> ends = List.copyOf(last);
      last.clear();
      return new Taken(ends, 0);
    }
    long first = line == null ? 0 : line.firstSequence();
    List<QueueItem> taken = memory.take(TAKE_MAX);
    hasRoom.signalAll();
    return new Taken(taken, first);
  }

  private boolean isOverAccepted(QueueItem item) {
    return item.isEvent() && accepted >= acceptMax;
  }

  private boolean isEmpty() {
    DurableItems line = durable;
    return memory.size() == 0 && last.isEmpty() && (line == null || line.onlyStored() == 0);
  }

  private Stored store(QueueItem item) {
    DurableItems line = durable;
    return line == null ? new Stored(item, NOT_STORED) : line.intake().store(item);
  }

  /** Takes an item in, if there is room for it; the first of an attempt follows a mark of that. */
  private boolean admit(SourceAttempt attempt, Stored stored) {
    if (newest != attempt) {
      if (!admit(store(new QueueItem.Started()))) {
        return false;
      }
      newest = attempt;
    }
    if (!admit(stored)) {
      return false;
    }
    if (stored.item().isEvent()) {
      accepted++;
    }
    return true;
  }

  private boolean admit(Stored stored) {
    DurableItems line = durable;
    boolean wasEmpty = isEmpty();
    boolean admitted = line == null ? memory.offer(stored.item()) : line.admit(stored);
    if (admitted && wasEmpty) {
      hasItems.signal();
    }
    return admitted;
  }

  private boolean drop(QueueItem item) {
    DurableItems line = durable;
    return line != null && line.drop(item);
  }

  private void addLast(QueueItem item) {
    last.add(item);
    hasItems.signal();
    hasRoom.signalAll();
  }
}
