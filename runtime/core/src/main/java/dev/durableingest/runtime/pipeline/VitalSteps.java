package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.time.Waits;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a run does beside its pipeline thread. Without one of these steps it would look alive while
 * nobody renews its lease, forces its journal or notices a stall. So a step that dies, for want of
 * memory or by a mistake of ours, stops the run, which then fails and says so. Thread-safe.
 */
final class VitalSteps implements Surroundings {
  private final Surroundings surroundings;
  private final Runnable stop;
  private final AtomicReference<@Nullable PipelineFailure> death = new AtomicReference<>();

  /**
   * @param surroundings clocks and threads
   * @param stop asks the run to stop
   */
  VitalSteps(Surroundings surroundings, Runnable stop) {
    this.surroundings = surroundings;
    this.stop = stop;
  }

  @Override
  public Time time() {
    return surroundings.time();
  }

  @Override
  public Waits waits() {
    return surroundings.waits();
  }

  @Override
  public RandomGenerator random() {
    return surroundings.random();
  }

  @Override
  public Repeating repeat(String name, Duration period, Runnable step) {
    return surroundings.repeat(name, period, () -> run(name, step));
  }

  @Override
  public SideThread sideThread(String name) {
    return surroundings.sideThread(name);
  }

  /**
   * Looks whether all are alive.
   *
   * @throws PipelineFailure when one has died
   */
  void requireAlive() throws PipelineFailure {
    PipelineFailure failure = death.get();
    if (failure != null) {
      throw failure;
    }
  }

  private void run(String name, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException | Error e) {
      death.compareAndSet(
          null,
          PipelineFailure.failed(
              "The thread '"
                  + name
                  + "' died of "
                  + e
                  + ". Everything that was handled is committed; start again.",
              e));
      stop.run();
      throw e;
    }
  }
}
