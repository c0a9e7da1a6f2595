package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.time.Waits;
import java.time.Duration;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Clocks, waits, chance and threads, of whoever holds a pipeline's lease. */
public interface Surroundings {

  /** The clocks. */
  Time time();

  /** How the pipeline thread waits. */
  Waits waits();

  /** Where names and jitter come from. */
  RandomGenerator random();

  /** A name that nobody has had. */
  default String randomName() {
    return new UUID(random().nextLong(), random().nextLong()).toString();
  }

  /**
   * Begins to do a step again and again, beside the pipeline thread.
   *
   * @param name for people
   * @param period from the end of a step to the begin of the next
   * @param step throws nothing
   */
  Repeating repeat(String name, Duration period, Runnable step);

  /**
   * A thread that does one thing at a time, beside the pipeline thread.
   *
   * @param name for people
   */
  SideThread sideThread(String name);
}
