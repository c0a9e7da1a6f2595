package dev.durableingest.testkit.schedule;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Drops what a failing schedule does not need in order to fail. */
public final class Shrinker {
  private final Predicate<Choices> fails;

  /**
   * @param fails runs a schedule and says whether it fails in the way that is looked for
   */
  public Shrinker(Predicate<Choices> fails) {
    this.fails = fails;
  }

  /** A schedule that fails, too, from which no single choice can be dropped or made smaller. */
  public int[] shrink(int[] failing) {
    int[] best = failing.clone();
    boolean improved = true;
    while (improved) {
      improved = false;
      for (int block = Math.max(1, best.length / 2); block >= 1; block /= 2) {
        for (int from = best.length - block; from >= 0; from -= block) {
          int[] quieter = quieter(best, from, block);
          if (quieter != null && fails.test(new ListedChoices(quieter))) {
            best = quieter;
            improved = true;
          }
        }
      }
    }
    return best;
  }

  private static int @Nullable [] quieter(int[] choices, int from, int block) {
    int[] quieter = choices.clone();
    boolean changed = false;
    for (int i = from; i < from + block; i++) {
      changed |= quieter[i] != 0;
      quieter[i] = 0;
    }
    return changed ? quieter : null;
  }
}
