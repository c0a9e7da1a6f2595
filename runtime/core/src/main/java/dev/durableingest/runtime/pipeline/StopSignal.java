package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.time.Waits;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether a run was asked to stop, how long it may still take, and the waits that this cuts short.
 * Thread-safe. Threads of the pipeline are never interrupted: an interrupt would close their files.
 */
final class StopSignal {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition requestedNow = lock.newCondition();
  private final Time time;
  private final Waits waits;
  private final Duration drainTimeout;
  private final Runnable onRequest;
  private volatile boolean requested;
  private volatile long requestedNanos;

  /**
   * @param onRequest wakes what waits elsewhere; called once, on the thread that asks
   */
  StopSignal(Surroundings surroundings, Duration drainTimeout, Runnable onRequest) {
    this.time = surroundings.time();
    this.waits = surroundings.waits();
    this.drainTimeout = drainTimeout;
    this.onRequest = onRequest;
  }

  /** Asks the run to stop; again, does nothing. */
  void request() {
    lock.lock();
    try {
      if (requested) {
        return;
      }
      requestedNanos = time.nanos();
      requested = true;
      requestedNow.signalAll();
    } finally {
      lock.unlock();
    }
    onRequest.run();
  }

  boolean isRequested() {
    return requested;
  }

  /** Whether the run was asked to stop and the drain timeout is over. */
  boolean isDrainOver() {
    return requested && drainNanosLeft() <= 0;
  }

  /** How much of the drain timeout is left, once the run was asked to stop. */
  long drainNanosLeft() {
    return drainTimeout.toNanos() - (time.nanos() - requestedNanos);
  }

  /**
   * Waits for so long, or until the run is asked to stop.
   *
   * @return whether it was asked to stop
   */
  boolean pauseUnlessRequested(Duration duration) {
    return pause(duration.toNanos(), true);
  }

  /**
   * Waits for so long, but not beyond the drain timeout.
   *
   * @return whether the drain timeout is over
   */
  boolean pauseWithinDrain(Duration duration) {
    long nanos = duration.toNanos();
    pause(requested ? Math.min(nanos, drainNanosLeft()) : nanos, false);
    return isDrainOver();
  }

  private boolean pause(long nanos, boolean untilRequested) {
    lock.lock();
    try {
      long left = nanos;
      boolean atOnce = requested && untilRequested;
      boolean wasRequested = requested;
      while (left > 0 && !atOnce) {
        left = waits.await(requestedNow, left);
        // A stop that comes during the wait cuts it short in either case: less time may be left
        // now.
        atOnce = requested && (untilRequested || !wasRequested);
      }
      return requested;
    } catch (InterruptedException e) {
      // Nobody of ours interrupts; whoever does wants the run to end.
      request();
      return true;
    } finally {
      lock.unlock();
    }
  }
}
