package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.time.Time;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Clocks, chance and threads, of whoever holds a pipeline's lease. */
public interface Surroundings {

  /** The clocks. */
  Time time();

  /** Where names and jitter come from. */
  RandomGenerator random();

  /**
   * Begins to do a step again and again, beside the pipeline thread.
   *
   * @param name for people
   * @param period from the end of a step to the begin of the next
   * @param step throws nothing
   */
  Repeating repeat(String name, Duration period, Runnable step);
}
