package dev.durableingest.testkit.machine;

import dev.durableingest.runtime.pipeline.SideThread;
import dev.durableingest.testkit.world.Effect;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A thread beside the pipeline thread, of which only one goes on at a time. The pipeline thread lets
 * it have a turn between two events, and whenever it asks whether a task is over; it gives the turn
 * back before an effect of its own, or when its task is over. Either holds no lock of the runner
 * then.
 */
final class SimulatedSideThread implements SideThread {
  private final Life life;
  private final Executor threads;
  private final Semaphore sideTurn = new Semaphore(0);
  private final Semaphore mainTurn = new Semaphore(0);
  private @Nullable Runnable waiting;
  private @Nullable Runnable whenOver;
  private @Nullable Thread thread;
  private boolean isUnderWay;
  private boolean mayYield;

  SimulatedSideThread(Life life, Executor threads) {
    this.life = life;
    this.threads = threads;
    life.sideThread(this);
  }

  @Override
  public void start(Runnable task, Runnable over) {
    waiting = task;
    whenOver = over;
    isUnderWay = true;
  }

  /** The pipeline thread may be slow or fast: the task goes on, by as much as is drawn. */
  void turn() {
    if (isUnderWay && Thread.currentThread() != thread) {
      if (life.world().isCalm()) {
        await();
      } else if (life.world().choices().pick(3) != 0) {
        run(true);
      }
    }
  }

  /** An effect is about to happen: on the side thread, the other one may come first. */
  void yieldBefore(Effect effect) {
    boolean isOurs = Thread.currentThread() == thread;
    if (isOurs && mayYield && !effect.isBesideTheLoop() && life.world().choices().pick(2) == 1) {
      mainTurn.release();
      sideTurn.acquireUninterruptibly();
    }
  }

  @Override
  public boolean isOver() {
    turn();
    return !isUnderWay;
  }

  @Override
  public void await() {
    while (isUnderWay) {
      run(false);
    }
  }

  @Override
  public void close() {
    await();
  }

  private void run(boolean mayStop) {
    mayYield = mayStop;
    Runnable task = waiting;
    waiting = null;
    if (task != null && !mayStop) {
      task.run();
      end();
      return;
    }
    if (task == null) {
      sideTurn.release();
    } else {
      threads.execute(() -> runBeside(task));
    }
    mainTurn.acquireUninterruptibly();
    if (!isUnderWay) {
      end();
    }
  }

  private void runBeside(Runnable task) {
    thread = Thread.currentThread();
    try {
      task.run();
    } finally {
      thread = null;
      isUnderWay = false;
      mainTurn.release();
    }
  }

  private void end() {
    isUnderWay = false;
    Runnable over = whenOver;
    if (over != null) {
      over.run();
    }
  }
}
