package dev.durableingest.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.schedule.Choices;
import dev.durableingest.testkit.schedule.Exploration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A schedule can be repeated, shrunk, and found by exhaustion as well as by chance. */
class ReplayTest {
  @Test
  void theSameSeedGivesTheSameScheduleAlsoWithTwoRunners() {
    try (Campaign one = Campaign.ofTheLoop();
        Campaign other = Campaign.ofTheLoop()) {
      for (long seed = 1; seed <= 300; seed++) {
        Outcome outcome = one.run(seed);

        assertThat(other.diary(outcome)).isEqualTo(one.diary(outcome));
      }
    }
  }

  @Test
  void aFailureIsRepeatedByItsLineAndShrunkToOneThatFailsInTheSameWay() {
    try (Campaign campaign = Campaign.withBug(PlantedBug.LEASE_CHECKED_THEN_WRITTEN)) {
      Outcome failure = campaign.firstFailure(1, 20_000).orElseThrow();
      Outcome shortest = campaign.shrink(failure);

      assertThat(campaign.replay(failure.replay()).violations()).isEqualTo(failure.violations());
      assertThat(campaign.replay(shortest.replay()).violations()).isEqualTo(shortest.violations());
      assertThat(shortest.violations().get(0).promise())
          .isEqualTo(failure.violations().get(0).promise());
      assertThat(faults(campaign, shortest)).isLessThanOrEqualTo(faults(campaign, failure));
    }
  }

  @Test
  void explorationFindsTheOneFaultThatABugNeeds() {
    try (Campaign campaign = Campaign.withBug(PlantedBug.NO_CUT_BACK)) {
      long seed =
          Long.parseLong(campaign.firstFailure(1, 20_000).orElseThrow().replay().substring(5));
      Exploration exploration = campaign.explorationOf(seed, 200_000);
      Optional<Choices> failing = exploration.firstFailure(campaign::fails, 2);

      assertThat(failing).isPresent();
      assertThat(exploration.isCutOff()).isFalse();
    }
  }

  @Test
  void everyScheduleWithOneFaultHoldsForTwentyPlans() {
    try (Campaign campaign = Campaign.ofTheLoop()) {
      long runs = 0;
      for (long seed = 1; seed <= 20; seed++) {
        Exploration exploration = campaign.explorationOf(seed, 1_000_000);
        Optional<Choices> failing = exploration.firstFailure(campaign::fails, 1);
        runs += exploration.runs();

        assertThat(failing.map(Choices::line)).isEmpty();
        assertThat(exploration.isCutOff()).isFalse();
      }
      assertThat(runs).isGreaterThan(5_000);
      System.out.println("ReplayTest: explored " + runs + " schedules with up to one fault");
    }
  }

  @Test
  void everyScheduleWithTwoFaultsHoldsForTheFirstSmallPlans() {
    try (Campaign campaign = Campaign.ofTheLoop()) {
      long runs = 0;
      int plans = 0;
      for (long seed = 1; plans < 4; seed++) {
        if (!isSmall(campaign, seed)) {
          continue;
        }
        Exploration exploration = campaign.explorationOf(seed, 1_000_000);
        Optional<Choices> failing = exploration.firstFailure(campaign::fails, 2);
        runs += exploration.runs();
        plans++;

        assertThat(failing.map(Choices::line)).isEmpty();
        assertThat(exploration.isCutOff()).isFalse();
      }
      assertThat(runs).isGreaterThan(5_000);
      System.out.println("ReplayTest: explored " + runs + " schedules with up to two faults");
    }
  }

  /** Whether so few schedules have one fault that all those with two can be run. */
  private static boolean isSmall(Campaign campaign, long seed) {
    Exploration exploration = campaign.explorationOf(seed, 150);
    return exploration.firstFailure(campaign::fails, 1).isEmpty() && !exploration.isCutOff();
  }

  @Test
  void refusesALineThatIsNoSchedule() {
    try (Campaign campaign = Campaign.ofTheLoop()) {
      assertThatThrownBy(() -> campaign.replay("chance:1"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'choices:' or 'seed:'");
    }
  }

  private static long faults(Campaign campaign, Outcome outcome) {
    return campaign.diary(outcome).stream()
        .filter(line -> line.startsWith("life ") && !line.contains("emits"))
        .filter(line -> !line.endsWith(" NONE"))
        .count();
  }
}
