package dev.durableingest.testkit;

import dev.durableingest.testkit.machine.Baton;
import dev.durableingest.testkit.machine.Life;
import dev.durableingest.testkit.machine.Life.Companion;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Two runners of one pipeline: the second starts when the first is paused; then whoever has the
 * baton goes on. Each has a thread, but never do two run at a time.
 */
final class TwoRunners {
  private final Baton baton = new Baton();
  private final Semaphore secondEnded = new Semaphore(0);
  private final Executor threads;
  private final Life first;
  private final Life second;
  private final Runnable runSecond;
  private boolean isStarted;
  private boolean isOver;

  TwoRunners(Executor threads, Life first, Life second, Runnable runSecond) {
    this.threads = threads;
    this.first = first;
    this.second = second;
    this.runSecond = runSecond;
  }

  /** What the first one knows of the second. */
  Companion ofFirst() {
    return new Companion() {
      @Override
      public void runOther() {
        if (isStarted) {
          baton.pass(0);
        } else if (!isOver) {
          startSecond();
        }
      }

      @Override
      public void dieTogether() {
        isOver = true;
        second.die();
      }
    };
  }

  /** What the second one knows of the first. */
  Companion ofSecond() {
    return new Companion() {
      @Override
      public void runOther() {
        baton.pass(1);
      }

      @Override
      public void dieTogether() {
        first.die();
      }
    };
  }

  /** The first has ended: the second, if it was started, comes to its end. */
  void awaitSecond() {
    isOver = true;
    baton.end(0);
    if (isStarted) {
      secondEnded.acquireUninterruptibly();
    }
  }

  private void startSecond() {
    isStarted = true;
    baton.enter(0);
    threads.execute(
        () -> {
          try {
            runSecond.run();
          } finally {
            baton.end(1);
            secondEnded.release();
          }
        });
    baton.await(0);
  }
}
