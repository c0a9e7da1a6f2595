package dev.durableingest.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.testkit.world.Effect;
import dev.durableingest.testkit.world.Fault;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The loop as it is, in many schedules. */
class SimulatorTest {
  private static final long FIXED_SEED = 1;

  @Test
  void everyPromiseHoldsInTheSchedulesOfAFixedSeedAndEveryFaultStrikes() throws Exception {
    Fleet fleet = run(FIXED_SEED, 100_000);

    assertThat(fleet.done()).isEqualTo(100_000);
    assertThat(fleet.coverage().reached()).isGreaterThan(400);
    assertThat(fleet.coverage().repetitions().bounded().quantile(1)).isPositive();
    assertThat(struck(fleet, RunnerState.STREAMING, Effect.SAVE))
        .containsExactlyInAnyOrder(
            Fault.NONE,
            Fault.CRASH_BEFORE,
            Fault.CRASH_AFTER,
            Fault.MACHINE_CRASH_BEFORE,
            Fault.MACHINE_CRASH_AFTER,
            Fault.STOP,
            Fault.STALL,
            Fault.SWITCH,
            Fault.REFUSED,
            Fault.LOST_BEFORE,
            Fault.LOST_AFTER,
            Fault.LATE,
            Fault.HANGS);
    for (Effect effect : Effect.values()) {
      Set<Fault> anywhere = EnumSet.noneOf(Fault.class);
      for (RunnerState state : RunnerState.values()) {
        anywhere.addAll(struck(fleet, state, effect));
      }
      for (int number = 0; number < effect.faults(false); number++) {
        assertThat(anywhere).as("faults at %s", effect).contains(effect.fault(false, number));
      }
    }
  }

  @Test
  void everyPromiseHoldsInTheSchedulesOfARandomSeed() throws Exception {
    long seed = RandomGenerator.getDefault().nextLong() >>> 16;
    System.out.println("SimulatorTest: random seed " + seed);

    assertThat(run(seed, 10_000).done()).isEqualTo(10_000);
  }

  private static Fleet run(long seed, long schedules) throws InterruptedException {
    long start = System.nanoTime();
    Fleet fleet = new Fleet(seed, schedules, 2);
    fleet.start();
    while (!fleet.await(60_000)) {
      System.out.println("SimulatorTest: " + fleet.done() + " schedules");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "SimulatorTest: %d schedules in %.1f s, %d faults, %d triples%n",
        fleet.done(), seconds, fleet.coverage().faults(), fleet.coverage().reached());
    System.out.println(fleet.coverage().repetitions().table());
    assertThat(fleet.failure().map(Outcome::line)).isEmpty();
    return fleet;
  }

  private static Set<Fault> struck(Fleet fleet, RunnerState state, Effect effect) {
    Set<Fault> struck = EnumSet.noneOf(Fault.class);
    for (Fault fault : Fault.values()) {
      if (fleet.coverage().of(state, effect, fault) > 0) {
        struck.add(fault);
      }
    }
    return struck;
  }
}
