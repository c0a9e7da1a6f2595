package dev.durableingest.runtime.time;

import java.util.concurrent.locks.Condition;

/** How the pipeline thread waits. Comes in through constructors, so that a test can be the wait. */
public interface Waits {

  /**
   * Waits for a condition whose lock the caller holds, but not longer than this.
   *
   * @return how much of the time is left; 0 or less when it is over
   */
  long await(Condition condition, long nanos) throws InterruptedException;

  /** Waits by the clock of the machine. */
  static Waits system() {
    return Condition::awaitNanos;
  }
}
