package dev.durableingest.testkit;

import dev.durableingest.testkit.schedule.Choices;
import dev.durableingest.testkit.schedule.Exploration;
import dev.durableingest.testkit.world.Coverage;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs as many schedules as wanted, and repeats one. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Runs the durable loop in a simulated world, under any crash and any fault.")
public final class SimulatorCommand implements Callable<Integer> {
  @Option(names = "--schedules", description = "How many schedules. Default: ${DEFAULT-VALUE}.")
  private long schedules = 100_000;

  @Option(names = "--seed", description = "Seed of the first one. Default: a random one.")
  private @Nullable Long seed;

  @Option(names = "--threads", description = "How many at a time. Default: one per core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--replay", description = "Repeats one schedule: the line of a failure.")
  private @Nullable String replay;

  @Option(
      names = "--explore",
      description = "Runs every schedule of the plan of --seed with up to so many faults.")
  private @Nullable Integer explore;

  @Option(names = "--coverage", description = "Shows which fault struck where, and how often.")
  private boolean showsCoverage;

  private SimulatorCommand() {}

  /** Runs it; the exit code is 0 when every promise held, 1 when not, 2 for wrong usage. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SimulatorCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    String line = replay;
    if (line != null) {
      return runOne(line);
    }
    Integer budget = explore;
    return budget == null ? runMany() : explore(budget);
  }

  private int explore(int budget) {
    long planned = firstSeed();
    try (Campaign campaign = Campaign.ofTheLoop()) {
      Exploration exploration = campaign.explorationOf(planned, schedules);
      Optional<Choices> failing = exploration.firstFailure(campaign::fails, budget);
      String end = exploration.isCutOff() ? ", cut off" : ", all there are";
      print("seed " + planned + ", up to " + budget + " faults: " + exploration.runs() + end);
      return failing.isPresent() ? runOne(failing.get().line()) : 0;
    }
  }

  private long firstSeed() {
    Long given = seed;
    return given == null ? RandomGenerator.getDefault().nextLong() >>> 16 : given;
  }

  private int runOne(String line) {
    try (Campaign campaign = Campaign.ofTheLoop()) {
      Outcome outcome = campaign.replay(line);
      if (!outcome.isFailed()) {
        print("Every promise held.");
        return 0;
      }
      outcome.violations().forEach(violation -> print(violation.toString()));
      Outcome shortest = campaign.shrink(outcome);
      print("The shortest schedule that fails so:");
      campaign.diary(shortest).forEach(SimulatorCommand::print);
      print(shortest.line());
      return 1;
    }
  }

  private int runMany() throws InterruptedException {
    long first = firstSeed();
    print("seed " + first + ", " + schedules + " schedules, " + threads + " threads");
    long start = System.nanoTime();
    Fleet fleet = new Fleet(first, schedules, threads);
    fleet.start();
    while (!fleet.await(10_000)) {
      print(progress(fleet, start));
    }
    print(progress(fleet, start));
    Coverage reached = fleet.coverage();
    print(String.format(Locale.ROOT, "lives %,d, effects %,d", reached.lives(), reached.effects()));
    print(reached.repetitions().table());
    if (showsCoverage) {
      print(reached.table());
    }
    Optional<Outcome> failure = fleet.failure();
    if (failure.isEmpty()) {
      print("Every promise held.");
      return 0;
    }
    print(failure.get().line());
    return runOne(failure.get().replay());
  }

  private String progress(Fleet fleet, long startNanos) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    long done = fleet.done();
    Coverage reached = fleet.coverage();
    return String.format(
        Locale.ROOT,
        "%,d schedules in %.1f s, %,.0f a second, %,.0f s left; faults %,d, (state, effect, fault)"
            + " triples %d",
        done,
        seconds,
        done / seconds,
        (schedules - done) * seconds / Math.max(1, done),
        reached.faults(),
        reached.reached());
  }

  private static void print(String line) {
    System.out.println(line);
  }
}
