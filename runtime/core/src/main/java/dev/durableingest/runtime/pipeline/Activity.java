package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Stage;
import dev.durableingest.runtime.time.Time;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the pipeline thread is doing: at which stage it is, and whether it gets anywhere. Written by
 * that thread alone, read by any.
 */
final class Activity {
  /** So many steps pass between two looks at the clock: an event is to cost next to nothing. */
  private static final int STEPS_PER_BEAT = 64;

  private final Pulse pulse;
  private final AtomicLong steps = new AtomicLong();
  private volatile Stage stage = Stage.CHECKPOINT;

  /**
   * @param time the clocks
   */
  Activity(Time time) {
    pulse = new Pulse(time);
  }

  /** The thread goes to a stage, or begins there anew. */
  void enter(Stage next) {
    stage = next;
    step();
    pulse.beat();
  }

  /** It is still at the same stage, and has got somewhere. */
  void step() {
    long count = steps.getPlain() + 1;
    steps.lazySet(count);
    if (count % STEPS_PER_BEAT == 0) {
      pulse.beat();
    }
  }

  /** It is alive, though it gets nowhere: it waits, and will try again. */
  void beat() {
    pulse.beat();
  }

  /** Where it is. */
  Stage stage() {
    return stage;
  }

  /** How often it got somewhere; the same number twice means that it did not in between. */
  long steps() {
    return steps.get();
  }

  /** When it last showed that it is alive. */
  Pulse pulse() {
    return pulse;
  }
}
