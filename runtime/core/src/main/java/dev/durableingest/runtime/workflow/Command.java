package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.text.ClosestName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The commands that exist. */
enum Command {
  RUN("run", "", "ingests until the source is exhausted or the process is told to stop (default)"),
  CHECK("check", "", "shows whether a run would work, and what it would promise"),
  REGISTRY("registry", "", "shows the resources, where their records go, and their columns"),
  CHECKPOINT_SHOW("checkpoint show", "", "shows how far the pipeline has come, also during a run"),
  CHECKPOINT_SET("checkpoint set", "RESOURCE [PARTITION] CURSOR", "sets a cursor, given as JSON"),
  CHECKPOINT_RESET("checkpoint reset", "[RESOURCE]", "forgets the cursors: ingests again"),
  DEAD_LETTERS_LIST("dead-letters list", "", "shows what was set aside, and why"),
  DEAD_LETTERS_RETRY("dead-letters retry", "all | NUMBER... | RESOURCE...", "handles it again"),
  DEAD_LETTERS_DISCARD(
      "dead-letters discard", "all | NUMBER... | RESOURCE...", "drops it, and renews the budget"),
  HELP("help", "", "shows this text");

  private final String words;
  private final String operands;
  private final String summary;

  Command(String words, String operands, String summary) {
    this.words = words;
    this.operands = operands;
    this.summary = summary;
  }

  /** What follows the words, for help; empty when nothing does. */
  String operands() {
    return operands;
  }

  /** What is typed. */
  String words() {
    return words;
  }

  /** What it does, for help. */
  String summary() {
    return summary;
  }

  /** How many arguments the command itself takes up, when it is written. */
  int length() {
    return words.split(" ").length;
  }

  /** Whether the arguments do not name a command, which means {@link #RUN}. */
  static boolean isImplied(List<String> arguments) {
    return arguments.isEmpty() || arguments.get(0).startsWith("-");
  }

  /** The command that the arguments start with. */
  static Command of(List<String> arguments) {
    if (isImplied(arguments)) {
      return RUN;
    }
    for (Command command : values()) {
      List<String> words = List.of(command.words.split(" "));
      if (arguments.size() >= words.size() && arguments.subList(0, words.size()).equals(words)) {
        return command;
      }
    }
    throw unknown(arguments);
  }

  private static UsageException unknown(List<String> arguments) {
    List<String> known = Arrays.stream(values()).map(Command::words).toList();
    String first = arguments.get(0);
    boolean hasSecondWord = known.stream().anyMatch(name -> name.startsWith(first + " "));
    String asked = hasSecondWord && arguments.size() > 1 ? first + " " + arguments.get(1) : first;
    String guess =
        ClosestName.guess(asked, known)
            .or(() -> startingWith(first + " ", known))
            .map(name -> " Did you mean '" + name + "'?")
            .orElse("");
    return new UsageException(
        "'"
            + asked
            + "' is not a command."
            + guess
            + " The commands are "
            + String.join(", ", known)
            + ".");
  }

  private static Optional<String> startingWith(String word, List<String> known) {
    return known.stream().filter(name -> name.startsWith(word)).findFirst();
  }
}
