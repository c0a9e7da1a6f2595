package dev.durableingest.runtime.acknowledge;

import dev.durableingest.runtime.Checkpoint;
import java.util.function.Consumer;

/** Tells the listeners of a source what has become durable. Thread-safe. */
public interface Acknowledger extends AutoCloseable {

  /** Adds a listener. */
  void add(Consumer<Checkpoint> listener);

  /** Forgets the listeners of an attempt that is over; the next attempt adds its own. */
  void startAttempt();

  /** Hands over a checkpoint that is durable. Returns at once. */
  void tell(Checkpoint checkpoint);

  /**
   * Waits until everything handed over was told.
   *
   * @return whether it was, within this time
   */
  boolean awaitTold(long waitNanos) throws InterruptedException;

  /** Nanoseconds that a listener has been busy with one checkpoint; 0 when none is. Any thread. */
  default long busyNanos() {
    return 0;
  }

  /** Tells nothing more. */
  @Override
  void close();
}
