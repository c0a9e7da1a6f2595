package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.checkpoint.CheckpointDocument;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.testkit.oracle.Violation.Promise;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.world.World;
import org.jspecify.annotations.Nullable;

/** Looks at how long a runner waits before it connects again. */
final class Patience {
  private static final long MAX_DELAY_NANOS = Connector.RECONNECT.maxDelay().toNanos();

  // What may pass between the loop's look at the clock and ours.
  private static final long A_STALL_NANOS = Life.STALL_NANOS;

  private final Life life;
  private final World world;
  private long attempt;
  private long startNanos;
  private long revision;
  private long lastWait;
  private boolean isWaiting;

  Patience(Life life) {
    this.life = life;
    this.world = life.world();
  }

  /** The time that a runner sees: with a bug, every connection seems to have lived long. */
  long shown(long nanos) {
    boolean bug = world.has(PlantedBug.BACKOFF_RESET_ON_CONNECT);
    return bug ? nanos + attempt * (MAX_DELAY_NANOS + 1) : nanos;
  }

  /**
   * The pipeline thread begins to wait.
   *
   * @param wanted how long
   */
  void look(@Nullable SimulatedSource source, long wanted) {
    if (source == null) {
      return;
    }
    if (source.attempts() != attempt) {
      attempt = source.attempts();
      startNanos = source.startNanos();
      revision = revision();
      isWaiting = false;
    }
    boolean reconnects =
        source.isLost() && life.state() == RunnerState.CONNECTING && !life.hasJustFailed();
    if (reconnects && !isWaiting) {
      isWaiting = true;
      boolean livedLong = world.nanos() - startNanos > MAX_DELAY_NANOS - A_STALL_NANOS;
      boolean mayStartOver = livedLong || revision() > revision;
      if (!mayStartOver && wanted < Math.min(lastWait * 2, MAX_DELAY_NANOS) * 3 / 4) {
        life.oracle().report(Promise.BACKOFF_GROWS, wanted + " ns after " + lastWait + " ns");
      }
      lastWait = wanted;
    }
  }

  private long revision() {
    CheckpointDocument document = world.documents().current();
    return document == null ? 0 : document.revision();
  }
}
