package dev.durableingest.runtime.pipeline;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A step that a thread of its own does again and again. */
final class RepeatingThread implements Repeating {
  private final ScheduledExecutorService executor;

  /**
   * @param name of the thread
   * @param period from the end of a step to the begin of the next
   * @param step throws nothing
   */
  RepeatingThread(String name, Duration period, Runnable step) {
    executor =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    long nanos = period.toNanos();
    ScheduledFuture<?> unused =
        executor.scheduleWithFixedDelay(step, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
