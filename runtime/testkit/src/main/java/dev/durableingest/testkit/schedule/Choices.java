package dev.durableingest.testkit.schedule;

import java.util.Arrays;

/**
 * Where every choice of a schedule comes from. The same answers give the same schedule, so they are
 * written down as they are made.
 *
 * <p>Answer 0 is the quiet one: no fault, nothing special. Used by one thread at a time.
 */
public abstract class Choices {
  private int[] made = new int[256];
  private int[] bounds = new int[256];
  private int count;

  /** One of {@code bound} ways that are all alike. */
  public final int pick(int bound) {
    return note(bound, bound <= 1 ? 0 : draw(bound));
  }

  /** Mostly 0; sometimes one of the {@code bound - 1} faults. */
  public final int fault(int bound) {
    return note(bound, bound <= 1 ? 0 : drawFault(bound));
  }

  /** How seldom faults are, where chance decides: one in so many. */
  public void rarity(int oneIn) {}

  /** How many choices were made. */
  public final int count() {
    return count;
  }

  /** The answers so far. */
  public final int[] made() {
    return Arrays.copyOf(made, count);
  }

  /** Between how many ways each choice was. */
  public final int[] bounds() {
    return Arrays.copyOf(bounds, count);
  }

  /** One line from which {@link ListedChoices#parse} makes the same choices again. */
  public final String line() {
    StringBuilder line = new StringBuilder("choices");
    for (int i = 0; i < count; i++) {
      if (made[i] != 0) {
        line.append(':').append(i).append('=').append(made[i]);
      }
    }
    return line.toString();
  }

  /** An answer from 0 to {@code bound - 1}, for the choice that comes next. */
  abstract int draw(int bound);

  /** The same, mostly 0. */
  abstract int drawFault(int bound);

  private int note(int bound, int answer) {
    if (count == made.length) {
      made = Arrays.copyOf(made, count * 2);
      bounds = Arrays.copyOf(bounds, count * 2);
    }
    bounds[count] = bound;
    made[count++] = answer;
    return answer;
  }
}
