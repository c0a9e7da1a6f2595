package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.CheckpointStore;
import dev.durableingest.runtime.sink.SinkException;
import org.jspecify.annotations.Nullable;

/**
 * The lease of a store that was just acquired, for as long as this is open: renewed beside where it
 * would run out.
 */
final class HeldLease implements LeaseGuard, AutoCloseable {
  private final @Nullable LeaseKeeper keeper;
  private final @Nullable Repeating renewals;

  /**
   * @param store whose lease was taken
   * @param surroundings clocks and threads
   * @param pulse of the thread that works under the lease
   */
  HeldLease(CheckpointStore store, Surroundings surroundings, Pulse pulse) {
    keeper =
        store.lease().map(lease -> new LeaseKeeper(lease, pulse, surroundings.time())).orElse(null);
    renewals =
        keeper == null ? null : surroundings.repeat("lease", keeper.period(), keeper::renewIfAlive);
  }

  @Override
  public void requireHeld() throws SinkException {
    if (keeper != null) {
      keeper.requireHeld();
    }
  }

  /** Renews it no longer. Never throws. */
  @Override
  public void close() {
    if (renewals != null) {
      renewals.close();
    }
  }
}
