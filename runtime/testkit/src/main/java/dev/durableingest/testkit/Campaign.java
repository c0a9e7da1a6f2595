package dev.durableingest.testkit;

import dev.durableingest.testkit.oracle.Violation;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.schedule.Choices;
import dev.durableingest.testkit.schedule.Exploration;
import dev.durableingest.testkit.schedule.ListedChoices;
import dev.durableingest.testkit.schedule.RandomChoices;
import dev.durableingest.testkit.schedule.Shrinker;
import dev.durableingest.testkit.world.Coverage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Many schedules, one after the other. Owned by one thread. */
public final class Campaign implements AutoCloseable {
  // A copy of the document that cannot be kept is a warning of the loop's, and a fault of ours.
  private static final Logger WARNINGS = Logger.getLogger("dev.durableingest.runtime");

  private final @Nullable PlantedBug bug;
  private final Coverage coverage = new Coverage();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "second-runner");
            thread.setDaemon(true);
            return thread;
          });

  private Campaign(@Nullable PlantedBug bug) {
    this.bug = bug;
    WARNINGS.setLevel(Level.OFF);
  }

  /** Of the loop as it is. */
  public static Campaign ofTheLoop() {
    return new Campaign(null);
  }

  /** With a bug in the machine, which it is to find. */
  public static Campaign withBug(PlantedBug bug) {
    return new Campaign(bug);
  }

  /** What was reached so far. */
  public Coverage coverage() {
    return coverage;
  }

  /** Runs the schedule of a seed. */
  public Outcome run(long seed) {
    return new Outcome("seed:" + seed, violations(new RandomChoices(seed)));
  }

  /**
   * Repeats a schedule.
   *
   * @param line what {@link Outcome#replay} says
   * @throws IllegalArgumentException when it is not such a line
   */
  public Outcome replay(String line) {
    if (line.startsWith("seed:")) {
      return run(Long.parseLong(line.substring("seed:".length()).strip()));
    }
    return new Outcome(line, violations(ListedChoices.parse(line)));
  }

  /** What happens in a schedule, line by line. */
  public List<String> diary(Outcome outcome) {
    List<String> diary = new ArrayList<>();
    Choices choices = choicesOf(outcome.replay());
    new Simulation(choices, bug, coverage, threads).telling(diary::add).run();
    return diary;
  }

  /** Drops from a failing schedule what it does not need in order to fail in the same way. */
  public Outcome shrink(Outcome failing) {
    Choices choices = choicesOf(failing.replay());
    List<Violation> violations = violations(choices);
    if (violations.isEmpty()) {
      throw new IllegalArgumentException("Does not fail: " + failing.replay());
    }
    Violation.Promise promise = violations.get(0).promise();
    Shrinker shrinker =
        new Shrinker(
            shorter -> violations(shorter).stream().limit(1).anyMatch(v -> v.promise() == promise));
    Choices shortest = new ListedChoices(shrinker.shrink(choices.made()));
    List<Violation> left = violations(shortest);
    return new Outcome(shortest.line(), left);
  }

  /**
   * Runs the schedules of many seeds until one fails.
   *
   * @param firstSeed the seeds are this one and those that follow it
   * @param schedules how many
   */
  public Optional<Outcome> firstFailure(long firstSeed, long schedules) {
    for (long seed = firstSeed; seed < firstSeed + schedules; seed++) {
      Outcome outcome = run(seed);
      if (outcome.isFailed()) {
        return Optional.of(outcome);
      }
    }
    return Optional.empty();
  }

  /**
   * Every schedule of one plan with so many faults, fewest first.
   *
   * @param seed whose plan
   * @param maxRuns where to give up
   */
  public Exploration explorationOf(long seed, long maxRuns) {
    Choices choices = new RandomChoices(seed);
    Simulation planned = new Simulation(choices, bug, coverage, threads);
    return new Exploration(planned.planChoices(), maxRuns);
  }

  /** Whether a promise does not hold when these choices are made. */
  public boolean fails(Choices choices) {
    return !violations(choices).isEmpty();
  }

  /** Ends the threads of second runners. */
  @Override
  public void close() {
    threads.shutdown();
  }

  /** What does not hold when these choices are made. */
  private List<Violation> violations(Choices choices) {
    return new Simulation(choices, bug, coverage, threads).run();
  }

  /** The choices of a line. */
  private static Choices choicesOf(String line) {
    return line.startsWith("seed:")
        ? new RandomChoices(Long.parseLong(line.substring("seed:".length()).strip()))
        : ListedChoices.parse(line);
  }
}
