package dev.durableingest.runtime.pipeline;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** A side thread of the machine that we run on. It is never interrupted. */
final class LocalSideThread implements SideThread {
  private final ExecutorService executor;
  private @Nullable FutureTask<?> last;

  /**
   * @param name of the thread
   */
  LocalSideThread(String name) {
    executor =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void start(Runnable task, Runnable whenOver) {
    FutureTask<?> next =
        new FutureTask<>(task, true) {
          @Override
          protected void done() {
            whenOver.run();
          }
        };
    last = next;
    executor.execute(next);
  }

  @Override
  public boolean isOver() {
    FutureTask<?> started = last;
    return started == null || started.isDone();
  }

  @Override
  public void await() {
    FutureTask<?> started = last;
    boolean interrupted = false;
    while (started != null) {
      try {
        started.get();
        started = null;
      } catch (InterruptedException e) {
        interrupted = true; // the task goes on: its outcome must be known
      } catch (ExecutionException e) {
        throw new IllegalStateException("A task throws nothing, by contract", e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    await();
    executor.shutdown();
  }
}
