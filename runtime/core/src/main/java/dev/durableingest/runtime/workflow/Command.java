package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.text.ClosestName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commands that exist. */
enum Command {
  RUN("run", "ingests until the source is exhausted or the process is told to stop (default)"),
  CHECK("check", "shows whether a run would work, and what it would promise"),
  QUERY("query", "asks the embedded tables one question in SQL, also during a run", "SQL"),
  STREAM_TAIL("stream tail", "prints what is committed to an embedded stream", "the stream's name"),
  REGISTRY("registry", "shows the resources, where their records go, and their columns"),
  CHECKPOINT_SHOW("checkpoint show", "shows how far the pipeline has come, also during a run"),
  HELP("help", "shows this text");

  private final String words;
  private final String summary;
  private final @Nullable String operand;

  Command(String words, String summary) {
    this(words, summary, null);
  }

  Command(String words, String summary, @Nullable String operand) {
    this.words = words;
    this.summary = summary;
    this.operand = operand;
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
    String asked = arguments.get(0);
    if (asked.equals("checkpoint")) {
      asked += arguments.size() > 1 ? " " + arguments.get(1) : "";
    }
    List<String> known = Arrays.stream(values()).map(Command::words).toList();
    String guess =
        ClosestName.guess(asked, known)
            .or(() -> startingWith(arguments.get(0) + " ", known))
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
