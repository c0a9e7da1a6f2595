package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.checkpoint.Lease;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.sink.Verdict;
import dev.durableingest.testkit.world.Effect;
import dev.durableingest.testkit.world.Fault;
import dev.durableingest.testkit.world.LeasePlace;
import java.time.Duration;

/** A lease that runs out unless it is renewed. */
final class SimulatedLease implements Lease {
  private final Life life;

  SimulatedLease(Life life) {
    this.life = life;
  }

  @Override
  public Duration length() {
    return Duration.ofNanos(LeasePlace.LENGTH_NANOS);
  }

  @Override
  public void renew() throws SinkException {
    Fault fault = life.before(Effect.RENEW);
    if (fault == Fault.LOST_BEFORE) {
      throw life.failure(Verdict.RETRY_SAME, "no answer");
    }
    if (!life.world().lease().renew(life.owner(), life.world().nanos())) {
      throw new SinkException(Verdict.FENCED, "the lease is another's", null);
    }
    life.after(fault, Verdict.RETRY_SAME);
  }
}
