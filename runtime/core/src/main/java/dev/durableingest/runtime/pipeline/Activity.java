package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Stage;
import dev.durableingest.runtime.time.Time;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline thread is doing, or the thread that commits beside it: at which stage it is, and
 * whether it gets anywhere. Written by that thread alone, read by any.
 */
final class Activity {
  /** So many steps pass between two looks at the clock: an event is to cost next to nothing. */
  private static final int STEPS_PER_BEAT = 64;

  private final Pulse pulse;
  private final AtomicLong steps = new AtomicLong();
  private final @Nullable Activity main;
  private volatile Stage stage = Stage.CHECKPOINT;
  private volatile @Nullable Activity beside;

  /**
   * @param time the clocks
   */
  Activity(Time time) {
    pulse = new Pulse(time);
    main = null;
  }

  private Activity(Activity main) {
    this.pulse = main.pulse;
    this.main = main;
  }

  /**
   * That of commits, which may be carried out by another thread. From its first {@link #enter} to
   * its {@link #leave} it is shown instead of this one: a commit that hangs must be noticed although
   * the pipeline thread goes on, and while both go on, that is the one waited for in the end.
   */
  Activity ofCommits() {
    return new Activity(this);
  }

  /** The thread goes to a stage, or begins there anew. */
  void enter(Stage next) {
    stage = next;
    if (main != null) {
      main.beside = this;
    }
    step();
    beat();
  }

  /** It has nothing to do there any more: what it is beside is shown again. */
  void leave() {
    if (main != null) {
      main.beside = null;
    }
  }

  /** It is still at the same stage, and has got somewhere. */
  void step() {
    long count = steps.getPlain() + 1;
    steps.lazySet(count);
    if (count % STEPS_PER_BEAT == 0) {
      beat();
    }
  }

  /** It is alive, though it gets nowhere: it waits, and will try again. */
  void beat() {
    if (beside == null) {
      pulse.beat();
    }
  }

  /** Where it is. */
  Stage stage() {
    Activity shown = beside;
    return shown == null ? stage : shown.stage;
  }

  /** How often it got somewhere; the same number twice means that it did not in between. */
  long steps() {
    Activity shown = beside;
    return shown == null ? steps.get() : -2 - shown.steps.get();
  }

  /** When it last showed that it is alive. */
  Pulse pulse() {
    return pulse;
  }
}
