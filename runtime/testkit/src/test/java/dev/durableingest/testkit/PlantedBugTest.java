package dev.durableingest.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.testkit.planted.PlantedBug;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The test of the test: what the oracle says when the machine has a bug. */
class PlantedBugTest {
  private static final int SCHEDULES = 20_000;

  @ParameterizedTest
  @EnumSource(PlantedBug.class)
  void everyPlantedBugIsCaughtWithinTwentyThousandSchedules(PlantedBug bug) {
    try (Campaign campaign = Campaign.withBug(bug)) {
      Optional<Outcome> caught = campaign.firstFailure(1, SCHEDULES);

      assertThat(caught).as("bug %d, %s", bug.number(), bug).isPresent();
      System.out.println("planted bug " + bug.number() + " " + bug + ": " + caught.get().line());
    }
  }
}
