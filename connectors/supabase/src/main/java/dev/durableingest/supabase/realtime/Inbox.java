package dev.durableingest.supabase.realtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The texts that have come and are not handled yet. While it is full nothing more is read from the
 * socket, so that a sink that is down fills neither memory nor this. Thread-safe.
 */
final class Inbox {
  private static final int TEXTS_MAX = 10_000;
  private static final long CHARS_MAX = 16 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<String> texts = new ArrayDeque<>();
  private long chars;
  private boolean isHeldUp;
  private @Nullable String end;

  /**
   * Adds a text.
   *
   * @return whether another may be read; when not, {@link #take} says when
   */
  boolean add(String text) {
    lock.lock();
    try {
      texts.add(text);
      chars += text.length();
      isHeldUp = texts.size() >= TEXTS_MAX || chars >= CHARS_MAX;
      changed.signalAll();
      return !isHeldUp;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing comes any more; what is there is taken first. */
  void end(String why) {
    lock.lock();
    try {
      if (end == null) {
        end = why;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes a text.
   *
   * @param nanos how long to wait for one
   * @param resume called when there is room again
   * @return null when none came in time, or none comes any more
   */
  @Nullable String take(long nanos, Runnable resume) throws InterruptedException {
    boolean hasRoomAgain = false;
    String text;
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (texts.isEmpty() && end == null && left > 0) {
        left = changed.awaitNanos(left);
      }
      text = texts.poll();
      if (text != null) {
        chars -= text.length();
      }
      if (isHeldUp && texts.size() <= TEXTS_MAX / 2 && chars <= CHARS_MAX / 2) {
        isHeldUp = false;
        hasRoomAgain = true;
      }
    } finally {
      lock.unlock();
    }
    if (hasRoomAgain) {
      resume.run();
    }
    return text;
  }

  /** Why nothing comes any more; null while something may. */
  @Nullable String end() {
    lock.lock();
    try {
      return texts.isEmpty() ? end : null;
    } finally {
      lock.unlock();
    }
  }

  /** Whether everything that has come is handled, and reading goes on. */
  boolean isIdle() {
    lock.lock();
    try {
      return texts.isEmpty() && !isHeldUp;
    } finally {
      lock.unlock();
    }
  }
}
