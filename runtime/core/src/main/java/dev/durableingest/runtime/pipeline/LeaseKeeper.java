package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.Lease;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.runtime.time.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The run's own view of a lease that runs out. It is sure of it for two thirds of its length after
 * <em>sending</em> the last renewal that was answered. Then it asks the store before it does
 * anything that others can see: a lease that nobody took meanwhile goes on, one that was taken ends
 * the run.
 *
 * <p>The measuring clock stands still while a virtual machine is suspended, and the wall clock
 * jumps; where the two moved apart by more than a third of the length, the lease is not sure.
 *
 * <p>Safety does not rest on this view but on the guard of each save. The view keeps a run that was
 * paused from writing data that its successor writes, too.
 */
final class LeaseKeeper {
  /** How many times its length a lease is renewed for a pipeline thread that shows nothing. */
  private static final int SILENT_LENGTHS = 4;

  private final Lease lease;
  private final Pulse pulse;
  private final Time time;
  private long sentNanos;
  private long sentWallMillis;
  private volatile @Nullable SinkException taken;

  /**
   * @param lease just taken
   * @param pulse of the pipeline thread
   */
  LeaseKeeper(Lease lease, Pulse pulse, Time time) {
    this.lease = lease;
    this.pulse = pulse;
    this.time = time;
    this.sentNanos = time.nanos();
    this.sentWallMillis = time.now().toEpochMilli();
  }

  /** How often {@link #renewIfAlive} is to be called. */
  Duration period() {
    return lease.length().dividedBy(3);
  }

  /**
   * Renews, if the pipeline thread shows signs of life: a dead one must not keep the lease for
   * ever. Called from a thread of its own.
   */
  void renewIfAlive() {
    boolean isAlive = pulse.silence().compareTo(lease.length().multipliedBy(SILENT_LENGTHS)) < 0;
    if (isAlive && taken == null) {
      try {
        renew();
      } catch (SinkException e) {
        // Without an answer the view ages, and who looks at it asks again.
      }
    }
  }

  /**
   * Makes sure of the lease before something is done that others can see. Any thread.
   *
   * @throws SinkException with {@code Fenced} when it was taken; with {@code RetrySame} while the
   *     store gives no answer
   */
  void requireHeld() throws SinkException {
    SinkException known = taken;
    if (known != null) {
      throw new SinkException(Verdict.FENCED, String.valueOf(known.getMessage()), known);
    }
    if (!isSure()) {
      renew();
    }
  }

  private synchronized boolean isSure() {
    long sinceNanos = time.nanos() - sentNanos;
    long sinceWallNanos = Duration.ofMillis(time.now().toEpochMilli() - sentWallMillis).toNanos();
    long third = period().toNanos();
    return sinceNanos < 2 * third && Math.abs(sinceWallNanos - sinceNanos) <= third;
  }

  private synchronized void renew() throws SinkException {
    long nanos = time.nanos();
    long wallMillis = time.now().toEpochMilli();
    try {
      lease.renew();
    } catch (SinkException e) {
      if (e.verdict() instanceof Verdict.Fenced) {
        taken = e;
      }
      throw e;
    }
    sentNanos = nanos;
    sentWallMillis = wallMillis;
  }
}
