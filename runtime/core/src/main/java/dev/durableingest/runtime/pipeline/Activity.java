package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Stage;
import dev.durableingest.runtime.time.Time;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the pipeline thread is doing, and when it last gave a sign of itself: what a watchdog and
 * the renewal of a lease go by. Written by the pipeline thread, read by any.
 */
public final class Activity {
  private final Time time;
  private final AtomicLong steps = new AtomicLong();
  private volatile Stage stage = Stage.CHECKPOINT;
  private volatile long signNanos;

  /**
   * @param time the clocks
   */
  Activity(Time time) {
    this.time = time;
    signNanos = time.nanos();
  }

  /** The pipeline thread goes to a stage, or begins there anew. */
  void enter(Stage next) {
    stage = next;
    step();
    signNanos = time.nanos();
  }

  /** It is still at the same stage, and has got somewhere. Costs next to nothing. */
  void step() {
    steps.lazySet(steps.getPlain() + 1);
  }

  /** It waits for so long, and then gives a sign again. */
  void rest(Duration pause) {
    signNanos = time.nanos() + pause.toNanos();
  }

  /** Where it is. */
  public Stage stage() {
    return stage;
  }

  /** How often it got somewhere; the same number twice means that it did not in between. */
  public long steps() {
    return steps.get();
  }

  /**
   * Nanoseconds since it last gave a sign, which a thread that hangs or is dead does not; below
   * zero while it waits for something to be tried again.
   */
  public long nanosSinceSign() {
    return time.nanos() - signNanos;
  }
}
