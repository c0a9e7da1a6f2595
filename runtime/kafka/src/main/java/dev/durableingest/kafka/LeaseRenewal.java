package dev.durableingest.kafka;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Renews a lease on a thread of its own, from start to stop. Owned by the pipeline thread. */
final class LeaseRenewal {
  private final String name;
  private final Duration period;
  private final Runnable renewal;
  private @Nullable ScheduledExecutorService executor;

  /**
   * @param name name of the thread
   * @param period how often the renewal is run
   * @param renewal looks whether it is time, and renews; throws nothing
   */
  LeaseRenewal(String name, Duration period, Runnable renewal) {
    this.name = name;
    this.period = period;
    this.renewal = renewal;
  }

  /** Begins; does nothing when it has begun. */
  void start() {
    if (executor != null) {
      return;
    }
    ScheduledThreadPoolExecutor started =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    ScheduledFuture<?> unused =
        started.scheduleWithFixedDelay(
            renewal, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    executor = started;
  }

  /** Ends; a renewal that is under way is finished. */
  void stop() {
    ScheduledExecutorService stopped = executor;
    executor = null;
    if (stopped != null) {
      stopped.shutdown();
    }
  }
}
