package dev.durableingest.supabase.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The lag in time is the age of the oldest commit that is not saved. */
class UnsavedCommitsTest {
  private static final Instant START = Instant.parse("2026-02-03T04:05:06Z");

  private final UnsavedCommits commits = new UnsavedCommits();

  @Test
  void isTheAgeOfTheOldestThatIsNotSaved() {
    commits.read(100, START);
    commits.read(200, START.plusSeconds(10));
    assertThat(commits.age(START.plusSeconds(60))).hasSeconds(60);
    commits.saved(101);
    assertThat(commits.age(START.plusSeconds(60))).hasSeconds(50);
    commits.saved(201);
    assertThat(commits.age(START.plusSeconds(60))).isZero();
  }

  @Test
  void isNothingWithoutACommitAndWhenTheClocksOfTheServerDisagree() {
    assertThat(commits.age(START)).isZero();
    commits.read(100, START.plusSeconds(1));
    assertThat(commits.age(START)).isZero();
  }

  @Test
  void countsACommitThatSharesASecondWithASavedOne() {
    commits.read(100, START);
    commits.read(200, START.plusMillis(400));
    commits.saved(101);
    assertThat(commits.age(START.plusSeconds(60))).isEqualTo(Duration.ofSeconds(60));
    commits.saved(201);
    assertThat(commits.age(START.plusSeconds(60))).isZero();
  }
}
