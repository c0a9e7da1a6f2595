package dev.durableingest.testkit.schedule;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Every schedule with so many choices that are not the quiet one, fewest first: complete within its
 * bound, which chance never is.
 */
public final class Exploration {
  private final int[] fixed;
  private final long maxRuns;
  private long runs;
  private boolean isCutOff;

  /**
   * @param fixed answers to the first choices, which are not varied
   * @param maxRuns where to give up
   */
  public Exploration(int[] fixed, long maxRuns) {
    this.fixed = fixed.clone();
    this.maxRuns = maxRuns;
  }

  /**
   * Runs them until one fails.
   *
   * @param fails runs one and says whether it fails
   * @param budget how many choices may be other than quiet
   * @return the first that fails, one with the fewest
   */
  public Optional<Choices> firstFailure(Predicate<Choices> fails, int budget) {
    ArrayDeque<int[]> level = new ArrayDeque<>();
    level.add(fixed);
    for (int faults = 0; faults <= budget; faults++) {
      ArrayDeque<int[]> next = new ArrayDeque<>();
      while (!level.isEmpty()) {
        if (runs++ >= maxRuns) {
          isCutOff = true;
          return Optional.empty();
        }
        int[] prefix = level.remove();
        ListedChoices choices = new ListedChoices(prefix);
        if (fails.test(choices)) {
          return Optional.of(choices);
        }
        if (faults < budget) {
          addChildren(prefix.length, choices, next);
        }
      }
      level = next;
    }
    return Optional.empty();
  }

  /** Whether the bound on runs came before the end. */
  public boolean isCutOff() {
    return isCutOff;
  }

  /** How many schedules were run. */
  public long runs() {
    return runs;
  }

  private static void addChildren(int from, Choices parent, ArrayDeque<int[]> children) {
    int[] made = parent.made();
    int[] bounds = parent.bounds();
    for (int i = from; i < made.length; i++) {
      for (int answer = 1; answer < bounds[i]; answer++) {
        int[] child = Arrays.copyOf(made, i + 1);
        child[i] = answer;
        children.add(child);
      }
    }
  }
}
