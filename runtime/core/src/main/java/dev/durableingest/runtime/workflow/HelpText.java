package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.wiring.ConfigOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Lays out the text of {@code --help}: grouped options with their defaults and variables. */
final class HelpText {
  private static final int WIDTH = 100;
  private static final int NAMES_WIDTH = 32;

  /** Columns before the names, and between them and their descriptions. */
  private static final int GAPS = 7;

  /** What is left beside the names, so that the renderer has nothing to wrap. */
  private static final int DESCRIPTION_WIDTH = WIDTH - NAMES_WIDTH - GAPS;

  private final OptionTable options;

  HelpText(OptionTable options) {
    this.options = options;
  }

  /** The whole text. */
  String text() {
    String program = options.source();
    CommandSpec spec = CommandSpec.create().name(program);
    spec.interpolateVariables(false);
    spec.usageMessage()
        .width(WIDTH)
        .longOptionsMaxWidth(NAMES_WIDTH)
        .sortOptions(false)
        .customSynopsis(program + " [COMMAND] [OPTIONS]")
        .descriptionHeading("%nCommands:%n")
        .description(commands())
        .footerHeading("%n")
        .footer(footer(program));
    List<OptionGroup> groups = new ArrayList<>(options.own());
    if (!options.ofSource().isEmpty()) {
      groups.add(0, new OptionGroup("Source", options.ofSource()));
    }
    groups.forEach(group -> spec.addArgGroup(section(group)));
    String text = new CommandLine(spec).getUsageMessage(Ansi.OFF);
    return text.lines().map(String::stripTrailing).reduce("", (all, line) -> all + line + "\n");
  }

  private static String[] commands() {
    return Arrays.stream(Command.values())
        .map(command -> String.format("  %-20s %s", command.words(), summary(command)))
        .toArray(String[]::new);
  }

  private static String summary(Command command) {
    return command.operands().isEmpty()
        ? command.summary()
        : command.operands() + ": " + command.summary();
  }

  private ArgGroupSpec section(OptionGroup group) {
    ArgGroupSpec.Builder section =
        ArgGroupSpec.builder().validate(false).heading("%n" + group.heading() + ":%n");
    for (ConfigOption option : group.options()) {
      OptionSpec.Builder builder =
          OptionSpec.builder(names(option)).description(description(option));
      if (OptionTable.isFlag(option)) {
        builder.type(boolean.class).arity("0");
      } else {
        builder.type(String.class).arity("1").paramLabel(label(option.type()));
      }
      section.addArg(builder.build());
    }
    return section.build();
  }

  private String[] names(ConfigOption option) {
    String name = "--" + options.namesOf(option).get(0);
    if (option.equals(WorkflowOptions.HELP)) {
      return new String[] {"-h", name};
    }
    return option.equals(WorkflowOptions.VERSION) ? new String[] {"-V", name} : new String[] {name};
  }

  private static String[] description(ConfigOption option) {
    List<String> parts = new ArrayList<>();
    if (!option.description().isBlank()) {
      String text = option.description().strip();
      parts.add(text.endsWith(".") ? text : text + ".");
    }
    if (option.required()) {
      parts.add("Required.");
    }
    if (option.secret()) {
      parts.add("Secret: better given by its variable.");
    } else if (option.defaultValue() != null && !OptionTable.isFlag(option)) {
      parts.add("Default: " + option.defaultValue());
    }
    if (!option.env().isEmpty()) {
      parts.add("[" + option.env() + "]");
    }
    return wrapped(String.join(" ", parts));
  }

  private static String label(String type) {
    if (type.startsWith("list(")) {
      return label(type.substring("list(".length(), type.length() - 1)) + ",...";
    }
    if (type.startsWith("enum(")) {
      return type.substring("enum(".length(), type.length() - 1).replaceAll(",\\s*", "|");
    }
    return switch (type) {
      case "uri" -> "URL";
      case "int", "long", "double" -> "N";
      case "string" -> "TEXT";
      default -> type.toUpperCase(Locale.ROOT);
    };
  }

  private static String[] footer(String program) {
    String file = program + ".properties";
    return new String[] {
      "The command line wins over the environment [VARIABLE], that over the file of --config.",
      "Exit codes: 0 completed or stopped, 1 failed, 2 wrong usage or configuration.",
      "",
      "Examples:",
      "  " + program + " --max-events 1000",
      "  " + program + " --olap duckdb:/var/lib/" + program + ".duckdb --until-idle 30s",
      "  DURABLE_INGEST_BATCH_LINGER=1s " + program + " run --json --config " + file,
      "  " + program + " checkpoint show"
    };
  }

  /** Breaks at blanks only: the renderer would break URLs. */
  private static String[] wrapped(String text) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > DESCRIPTION_WIDTH) {
        lines.add(line);
        line = word;
      } else {
        line = line.isEmpty() ? word : line + " " + word;
      }
    }
    lines.add(line);
    return lines.toArray(String[]::new);
  }
}
