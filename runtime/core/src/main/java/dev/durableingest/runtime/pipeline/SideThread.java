package dev.durableingest.runtime.pipeline;

/**
 * A thread beside the pipeline thread, which does one task at a time. What the pipeline thread did
 * before {@link #start}, the task sees; what the task did, the pipeline thread sees once it knows
 * that the task is over. Owned by the pipeline thread.
 */
public interface SideThread extends AutoCloseable {

  /**
   * Begins a task; the one before is over.
   *
   * @param task throws nothing
   * @param whenOver called when the task is over, on whichever thread
   */
  void start(Runnable task, Runnable whenOver);

  /** Whether the task that was started last is over. */
  boolean isOver();

  /** Waits for the end of the task that was started last. */
  void await();

  /** Waits for the end of the task, and ends the thread. Never throws. */
  @Override
  void close();
}
