package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.text.ClosestName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commands that exist. */
enum Command {
  RUN("run", "ingests until the source is exhausted or it is told to stop (default)"),
  PREVIEW("preview", "prints what a run would write, as JSON lines, and writes nothing"),
  CHECK("check", "shows whether a run would work, and what it would promise"),
  QUERY("query", "asks the embedded tables one question in SQL, also during a run", "SQL"),
  STREAM_TAIL("stream tail", "prints what is committed to an embedded stream", "the stream's name"),
  REGISTRY("registry", "shows the resources, where their records go, and their columns"),
  CHECKPOINT_SHOW("checkpoint show", "shows how far the pipeline has come, also during a run"),
  CHECKPOINT_SET(
      "checkpoint set", "sets a cursor, given as JSON", null, "RESOURCE [PARTITION] CURSOR"),
  CHECKPOINT_RESET("checkpoint reset", "forgets the cursors: ingests again", null, "[RESOURCE]"),
  DEAD_LETTERS_LIST("dead-letters list", "shows what was set aside, and why"),
  DEAD_LETTERS_RETRY("dead-letters retry", "handles it again", null, Command.LETTERS),
  DEAD_LETTERS_DISCARD(
      "dead-letters discard", "drops it, and renews the budget", null, Command.LETTERS),
  HELP("help", "shows this text");

  private static final String LETTERS = "all | NUMBER... | RESOURCE...";

  private final String words;
  private final String operands;
  private final String summary;
  private final @Nullable String operand;

  Command(String words, String summary) {
    this(words, summary, null);
  }

  Command(String words, String summary, @Nullable String operand) {
    this(words, summary, operand, "");
  }

  Command(String words, String summary, @Nullable String operand, String operands) {
    this.words = words;
    this.operands = operands;
    this.summary = summary;
    this.operand = operand;
  }

  /** What follows the words, for help; empty when nothing does. */
  String operands() {
    return operands;
  }

  /** What is typed. */
  String words() {
    return words;
  }

  /** What must follow it, for people, or null. */
  @Nullable String operand() {
    return operand;
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
