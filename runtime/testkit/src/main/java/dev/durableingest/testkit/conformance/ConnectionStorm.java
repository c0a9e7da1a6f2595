package dev.durableingest.testkit.conformance;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Loses the connection every second event, so many times. */
final class ConnectionStorm implements Script {
  private final Upstream upstream;
  private final AtomicInteger left;
  private final AtomicInteger emitted = new AtomicInteger();
  private final AtomicReference<@Nullable Exception> problem = new AtomicReference<>();
  private volatile boolean upstreamCannot;

  /** Asks the upstream at once whether it can, so that the first event may be struck already. */
  ConnectionStorm(Upstream upstream, int times) throws Exception {
    this.upstream = upstream;
    this.upstreamCannot = !upstream.dropConnections();
    this.left = new AtomicInteger(times);
  }

  @Override
  public void onMapped(Handled event, int number) {
    if (number % 2 == 0 && !upstreamCannot && left.getAndDecrement() > 0) {
      try {
        upstreamCannot = !upstream.dropConnections();
      } catch (Exception e) {
        problem.set(e); // the author's test is at fault, not the event
      }
    }
  }

  @Override
  public boolean losesConnection() {
    return upstreamCannot && emitted.incrementAndGet() % 3 == 0 && left.getAndDecrement() > 0;
  }

  void requireNoProblem() {
    Exception failure = problem.get();
    if (failure != null) {
      throw new AssertionError("dropConnections failed", failure);
    }
  }
}
