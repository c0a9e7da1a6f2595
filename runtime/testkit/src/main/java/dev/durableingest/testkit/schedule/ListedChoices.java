package dev.durableingest.testkit.schedule;

import java.util.Arrays;

/** Choices that were written down; quiet ones when the list is over. */
public final class ListedChoices extends Choices {
  private final int[] listed;

  /**
   * @param listed the answers, in order
   */
  public ListedChoices(int[] listed) {
    this.listed = listed.clone();
  }

  /**
   * The choices of a line.
   *
   * @throws IllegalArgumentException when it is not one that {@link Choices#line} made
   */
  public static ListedChoices parse(String line) {
    String[] parts = line.strip().split(":", -1);
    if (!parts[0].equals("choices")) {
      throw new IllegalArgumentException("A schedule begins with 'choices:' or 'seed:': " + line);
    }
    int[] listed = new int[16];
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("A choice is written POSITION=ANSWER: " + parts[i]);
      }
      int position = Integer.parseInt(parts[i].substring(0, equals));
      if (position >= listed.length) {
        listed = Arrays.copyOf(listed, position * 2);
      }
      listed[position] = Integer.parseInt(parts[i].substring(equals + 1));
    }
    return new ListedChoices(listed);
  }

  @Override
  int draw(int bound) {
    int answer = count() < listed.length ? listed[count()] : 0;
    return Math.min(answer, bound - 1);
  }

  @Override
  int drawFault(int bound) {
    return draw(bound);
  }
}
