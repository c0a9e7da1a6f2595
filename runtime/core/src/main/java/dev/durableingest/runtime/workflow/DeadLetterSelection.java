package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.deadletter.DeadLetter;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which dead letters a command is about.
 *
 * @param words {@code all}, numbers, or names of resources
 */
record DeadLetterSelection(List<String> words) implements Predicate<DeadLetter> {

  /**
   * Reads what stands behind the command.
   *
   * @throws UsageException when nothing does
   */
  static DeadLetterSelection of(List<String> words) {
    if (words.isEmpty()) {
      throw new UsageException(
          "Say which dead letters: all, numbers as 'dead-letters list' shows them, or resources.");
    }
    return new DeadLetterSelection(words);
  }

  @Override
  public boolean test(DeadLetter letter) {
    return words.equals(List.of("all"))
        || words.contains(Long.toString(letter.number()))
        || (letter.resource() != null && words.contains(letter.resource()));
  }

  /** What was asked for, for people. */
  String shown() {
    return String.join(" ", words);
  }
}
