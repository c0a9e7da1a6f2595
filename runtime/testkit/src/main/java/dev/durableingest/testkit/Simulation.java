package dev.durableingest.testkit;

import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.pipeline.PipelineRunner;
import dev.durableingest.runtime.pipeline.PipelineStatus;
import dev.durableingest.runtime.pipeline.RunnerState;
import dev.durableingest.testkit.machine.Connector;
import dev.durableingest.testkit.machine.Life;
import dev.durableingest.testkit.machine.Life.Companion;
import dev.durableingest.testkit.machine.SimulatedMachine;
import dev.durableingest.testkit.oracle.CrashWindows;
import dev.durableingest.testkit.oracle.EndCheck;
import dev.durableingest.testkit.oracle.Oracle;
import dev.durableingest.testkit.oracle.Violation;
import dev.durableingest.testkit.oracle.Violation.Promise;
import dev.durableingest.testkit.planted.PlantedBug;
import dev.durableingest.testkit.schedule.Choices;
import dev.durableingest.testkit.world.Coverage;
import dev.durableingest.testkit.world.Crash;
import dev.durableingest.testkit.world.Plan;
import dev.durableingest.testkit.world.PlanDraw;
import dev.durableingest.testkit.world.World;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One schedule: some lives of the real loop in a faulty world, then a calm one that must complete.
 */
final class Simulation {
  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(8);

  /** An event that kills the process is set aside within as many lives, each time it comes. */
  private static final int CALM_LIVES_MAX = 30;

  private final Choices choices;
  private final Coverage coverage;
  private final Executor threads;
  private final Plan plan;
  private final int[] planChoices;
  private final World world;
  private final Oracle oracle;
  private final CrashWindows windows;
  private final @Nullable PlantedBug bug;

  /**
   * @param choices what happens
   * @param bug what is planted, or null
   * @param coverage where it is counted
   * @param threads runs the second runner
   */
  Simulation(Choices choices, @Nullable PlantedBug bug, Coverage coverage, Executor threads) {
    this.choices = choices;
    this.coverage = coverage;
    this.threads = threads;
    this.plan = PlanDraw.draw(choices);
    this.planChoices = choices.made();
    this.oracle = new Oracle(plan);
    this.world = new World(plan, choices, bug, oracle::stored);
    oracle.watch(world);
    this.windows = new CrashWindows(world);
    if (bug == PlantedBug.EPOCH_COMPARED_WITH_LEAST) {
      world.documents().reuseEpochs();
      world
          .documents()
          .guard((old, next) -> next.epoch() >= old.epoch() && next.revision() > old.revision());
    } else if (bug == PlantedBug.REVISION_NOT_COMPARED) {
      world
          .documents()
          .guard((old, next) -> next.epoch() == old.epoch() && next.owner().equals(old.owner()));
    }
    this.bug = bug;
  }

  /** The choices that made the plan. */
  int[] planChoices() {
    return planChoices.clone();
  }

  /** Writes down what it is about, and then what happens. */
  Simulation telling(Consumer<String> diary) {
    diary.accept(plan.toString());
    world.tell(diary);
    return this;
  }

  /** Runs it to its end. */
  List<Violation> run() {
    for (int i = 0; i < plan.faultyLives() && oracle.violations().isEmpty(); i++) {
      liveFaulty(plan.upgrades() && choices.pick(2) == 1 ? 1 : 0);
      betweenLives(i);
    }
    if (oracle.violations().isEmpty()) {
      liveCalm();
    }
    return oracle.violations();
  }

  /** What an operator may do while nothing runs. */
  private void betweenLives(int number) {
    if (plan.startsOver() && number == 0) {
      world.startOver();
      oracle.startedOver();
      windows.startedOver();
    }
    if (plan.layout().hasBlocks() && choices.pick(8) == 1) {
      int pairs = 2 + choices.pick(16);
      for (int resource = 0; resource < plan.resources(); resource++) {
        world.blocks(resource).remember(pairs);
      }
    }
  }

  private void liveFaulty(int version) {
    Life life = new Life(world, oracle, coverage, version);
    if (!plan.twoRunners()) {
      live(life, null);
      return;
    }
    Life other = new Life(world, oracle, coverage, version);
    TwoRunners[] both = new TwoRunners[1];
    both[0] = new TwoRunners(threads, life, other, () -> live(other, both[0].ofSecond()));
    live(life, both[0].ofFirst());
    both[0].awaitSecond();
  }

  /** A calm life must complete, or a later one where an event kills the process. */
  private void liveCalm() {
    world.calm();
    PipelineStatus end;
    int calmLives = 0;
    boolean isKilled;
    do {
      Life life = new Life(world, oracle, coverage, plan.upgrades() ? 1 : 0);
      end = live(life, null);
      isKilled = life.isDead() && oracle.violations().isEmpty();
    } while (isKilled && plan.hasFatal() && ++calmLives < CALM_LIVES_MAX);
    if (end.state() == RunnerState.STOPPED) {
      new EndCheck(world, oracle).check(end.guarantee());
      windows.over(end.guarantee(), oracle, coverage.repetitions());
    } else if (oracle.violations().isEmpty()) {
      oracle.report(Promise.LIVENESS, "the calm life ended " + end.state() + ": " + end.problem());
    }
  }

  private PipelineStatus live(Life life, @Nullable Companion companion) {
    Connector connector = new Connector(life);
    PipelineRunner runner =
        new PipelineRunner(
            connector.pipeline(), options(), new SimulatedMachine(life, connector, threads), () -> {});
    life.start(runner, companion);
    try {
      runner.run();
      judge(life, runner.status());
    } catch (Crash e) {
      // A process that died says nothing.
    } catch (RuntimeException | Error e) {
      oracle.report(Promise.FAILS_ONLY_FOR_A_REASON, "the pipeline thread died of " + e);
    }
    windows.ended(life.isDead());
    boolean fenced = runner.status().state() == RunnerState.FENCED;
    if (fenced && bug == PlantedBug.FENCED_RUNNER_RESTARTS && oracle.violations().isEmpty()) {
      return live(life, companion);
    }
    return runner.status();
  }

  /** In the calm life the operator has looked, and lets any number of events be set aside. */
  private PipelineOptions options() {
    boolean passes = world.isCalm() || bug == PlantedBug.OVER_BUDGET_PASSED;
    boolean overwrites = bug == PlantedBug.FULL_JOURNAL_OVERWRITES;
    boolean atOnce = plan.journal() == Plan.Journal.FORCED_AT_ONCE;
    return PipelineOptions.builder()
        .journalMaxBytes(overwrites ? Long.MAX_VALUE : plan.journalBytesMax())
        .journalForceInterval(atOnce ? Duration.ZERO : Duration.ofSeconds(1))
        .batchMaxRecords(plan.batchMax())
        .batchLinger(Duration.ofNanos(plan.lingerNanos()))
        .drainTimeout(DRAIN_TIMEOUT)
        .deadLettersMaxInRow(passes ? Plan.NO_LIMIT : plan.badInRowMax())
        .build();
  }

  private void judge(Life life, PipelineStatus end) {
    boolean mayFail = life.hasReasonToFail() || oracle.isBudgetUsedUp();
    if (end.state() == RunnerState.FAILED && !mayFail) {
      oracle.report(Promise.FAILS_ONLY_FOR_A_REASON, String.valueOf(end.problem()));
    }
    if (end.state() == RunnerState.STOPPED && life.hasStrayed()) {
      oracle.report(Promise.FAILS_ONLY_FOR_A_REASON, "an unknown resource was passed over");
    }
    if (end.state() == RunnerState.FENCED && oracle.isHolder(life.owner())) {
      oracle.report(Promise.FENCED_ONLY_BY_ANOTHER, "the runner has the lease");
    }
  }
}
