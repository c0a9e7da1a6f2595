package dev.durableingest.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Watches a workflow, and shows how it goes. */
final class Watch {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration SETTLE = Duration.ofSeconds(20);
  private static final long LOOK_MILLIS = 100;
  private static final long QUIET_MILLIS = 1_200;

  private final Screen screen;
  private long eventsBefore;

  Watch(Screen screen) {
    this.screen = screen;
  }

  /** What a process before this one has committed is shown, too. */
  void addBefore(long events) {
    eventsBefore += events;
  }

  /** Waits until something is committed. */
  void awaitStreaming(WorkflowProcess process) throws IOException, InterruptedException {
    if (!await(process, START, () -> process.status().events() > 0)) {
      throw new IOException(
          "the workflow committed nothing within %d s. %s"
              .formatted(START.toSeconds(), process.status().problem()));
    }
  }

  /** Shows for a while how it goes. */
  void watch(WorkflowProcess process, Duration length, Duration played)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    await(
        process,
        length,
        () -> {
          show(process.status(), played.plusNanos(System.nanoTime() - begin));
          return false;
        });
  }

  /** Nothing new is made: waits until the workflow has had nothing new for a while. */
  void settle(WorkflowProcess process, Duration played) throws IOException, InterruptedException {
    long[] seen = {-1, System.nanoTime()};
    boolean settled =
        await(
            process,
            SETTLE,
            () -> {
              WorkflowStatus status = process.status();
              show(status, played);
              if (status.events() != seen[0] || !status.isSettled()) {
                seen[0] = status.events();
                seen[1] = System.nanoTime();
              }
              return System.nanoTime() - seen[1] > Duration.ofMillis(QUIET_MILLIS).toNanos();
            });
    if (!settled) {
      throw new IOException(
          "the workflow was not done %d s after nothing new was made: %s"
              .formatted(SETTLE.toSeconds(), process.status()));
    }
  }

  private boolean await(WorkflowProcess process, Duration timeout, BooleanSupplier condition)
      throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < timeout.toNanos()) {
      if (condition.getAsBoolean()) {
        return true;
      }
      if (!process.isAlive()) {
        throw new IOException("the workflow ended by itself: process " + process.pid());
      }
      Thread.sleep(LOOK_MILLIS);
    }
    return false;
  }

  private void show(WorkflowStatus status, Duration played) {
    screen.live(
        "  %5.1f s  %,9d events  %,6d/s  lag %,4d ms  checkpoint %d"
            .formatted(
                seconds(played),
                eventsBefore + status.events(),
                status.perSecond(),
                status.lagMillis(),
                status.revision()));
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
