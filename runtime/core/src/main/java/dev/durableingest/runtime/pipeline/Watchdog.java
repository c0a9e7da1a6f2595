package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Stage;
import dev.durableingest.runtime.acknowledge.Acknowledger;
import dev.durableingest.runtime.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the pipeline gets nowhere, and at which stage. A silent source is not its business:
 * the loop sees to that. Looks from a thread of its own, so that it sees a thread that hangs.
 */
final class Watchdog {
  private static final Duration LOOK_MIN = Duration.ofMillis(20);
  private static final Duration LOOK_MAX = Duration.ofSeconds(1);

  private final Activity activity;
  private final StatusBoard board;
  private final Time time;
  private final Duration stallTimeout;
  private long seenSteps = -1;
  private long seenNanos;
  private volatile @Nullable Acknowledger acknowledger;

  Watchdog(Activity activity, StatusBoard board, Time time, Duration stallTimeout) {
    this.activity = activity;
    this.board = board;
    this.time = time;
    this.stallTimeout = stallTimeout;
  }

  /** How often it is to look. */
  Duration interval() {
    Duration quarter = stallTimeout.dividedBy(4);
    Duration atMost = quarter.compareTo(LOOK_MAX) < 0 ? quarter : LOOK_MAX;
    return atMost.compareTo(LOOK_MIN) < 0 ? LOOK_MIN : atMost;
  }

  /** From now on it watches the listeners, too. */
  void watch(Acknowledger listeners) {
    acknowledger = listeners;
  }

  /** Looks once. */
  void look() {
    long now = time.nanos();
    long steps = activity.steps();
    boolean waitsForSource = activity.stage() == Stage.SOURCE;
    if (steps != seenSteps || waitsForSource) {
      seenSteps = steps;
      seenNanos = now;
    }
    Duration stuck = Duration.ofNanos(now - seenNanos);
    Acknowledger listeners = acknowledger;
    Duration telling = Duration.ofNanos(listeners == null ? 0 : listeners.busyNanos());
    if (stuck.compareTo(stallTimeout) >= 0) {
      board.stalled(activity.stage(), stuck);
    } else if (telling.compareTo(stallTimeout) >= 0) {
      board.stalled(Stage.ACKNOWLEDGE, telling);
    } else {
      board.moves();
    }
  }
}
