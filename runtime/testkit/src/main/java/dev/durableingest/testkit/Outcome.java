package dev.durableingest.testkit;

import dev.durableingest.testkit.oracle.Violation;
import java.util.List;

/**
 * How one schedule ended.
 *
 * @param replay the line that repeats it
 * @param violations which promises did not hold, in the order in which that was seen
 */
public record Outcome(String replay, List<Violation> violations) {

  /** Whether a promise did not hold. */
  public boolean isFailed() {
    return !violations.isEmpty();
  }

  /** One line for people: what did not hold, and how to see it again. */
  public String line() {
    return violations.get(0) + "  --replay \"" + replay + "\"";
  }
}
