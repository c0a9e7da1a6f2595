package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.time.Waits;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Those of the machine that we run on. */
final class LocalSurroundings implements Surroundings {
  private final String pipeline;
  private final RandomGenerator random = new SecureRandom();

  /**
   * @param pipeline id of the pipeline; its threads are named after it
   */
  LocalSurroundings(String pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public Time time() {
    return Time.system();
  }

  @Override
  public Waits waits() {
    return Waits.system();
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public Repeating repeat(String name, Duration period, Runnable step) {
    return new RepeatingThread(pipeline + "-" + name, period, step);
  }

  @Override
  public SideThread sideThread(String name) {
    return new LocalSideThread(pipeline + "-" + name);
  }
}
