package dev.durableingest.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Watches a workflow, and shows how it goes. */
final class Watch {
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration SETTLE = Duration.ofMinutes(3);
  private static final long LOOK_MILLIS = 100;
  private static final long GAP_NANOS = Duration.ofMillis(500).toNanos();
  private static final long QUIET_NANOS = Duration.ofMillis(1_200).toNanos();
  private static final long QUIET_WORDS = 2;

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
    Quiet quiet = new Quiet();
    boolean settled =
        await(
            process,
            SETTLE,
            () -> {
              show(process.status(), played);
              return quiet.isOver(process.status());
            });
    if (!settled) {
      throw new IOException(
          "the workflow was not done %d s after nothing new was made: %s"
              .formatted(SETTLE.toSeconds(), process.status()));
    }
  }

  /**
   * A while without anything new. It counts only if the workflow went on saying so, and this
   * process looking: who stands still has nothing new either.
   */
  private static final class Quiet {
    private long events = -1;
    private long words;
    private long sinceNanos;
    private long lookedNanos = System.nanoTime();

    boolean isOver(WorkflowStatus status) {
      long now = System.nanoTime();
      boolean stoodStill = now - lookedNanos > GAP_NANOS;
      lookedNanos = now;
      if (status.events() != events || !status.isSettled() || stoodStill) {
        events = status.events();
        words = status.words();
        sinceNanos = now;
      }
      return now - sinceNanos > QUIET_NANOS && status.words() - words >= QUIET_WORDS;
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
