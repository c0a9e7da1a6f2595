package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.wiring.ConfigOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A command line, taken apart. Values stay text: reading them is the work of {@link LayeredValues}.
 *
 * @param command what to do
 * @param operands what stands behind the command, for those that take it
 * @param values the text given for each option; of a list, all texts with commas between them
 */
record Arguments(Command command, List<String> operands, Map<ConfigOption, String> values) {
  private static final Pattern NUMBER = Pattern.compile("-\\.?\\d.*");

  Arguments {
    operands = List.copyOf(operands);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Takes a command line apart.
   *
   * @throws UsageException for a command or option that does not exist, and the like
   */
  static Arguments parse(OptionTable options, String... args) {
    List<String> all = List.of(args);
    boolean helpWanted = all.contains("--help") || all.contains("-h");
    if (helpWanted || (!all.isEmpty() && all.get(0).equals(Command.HELP.words()))) {
      return new Arguments(Command.HELP, List.of(), Map.of());
    }
    Command command = Command.of(all);
    int used = Command.isImplied(all) ? 0 : command.length();
    List<String> operands = operands(command, all, used);
    List<String> rest = joined(options, all.subList(used + operands.size(), all.size()));
    CommandSpec spec = specification(options);
    try {
      return new Arguments(
          command,
          operands,
          values(options, new CommandLine(spec).parseArgs(rest.toArray(String[]::new))));
    } catch (UnmatchedArgumentException e) {
      throw unmatched(options, e.getUnmatched().get(0), rest);
    } catch (OverwrittenOptionException e) {
      String name = ((OptionSpec) e.getOverwritten()).names()[0];
      throw new UsageException(name + " is given twice.");
    } catch (ParameterException e) {
      throw new UsageException(oneLine(String.valueOf(e.getMessage())));
    }
  }

  /** The one operand, of a command that needs one. */
  String operand() {
    return operands.get(0);
  }

  private static List<String> operands(Command command, List<String> all, int used) {
    if (command.operand() != null) {
      return List.of(operand(command, all));
    }
    List<String> behind = all.subList(used, all.size());
    return command.operands().isEmpty()
        ? List.of()
        : behind.stream().takeWhile(argument -> !argument.startsWith("-")).toList();
  }

  private static String operand(Command command, List<String> all) {
    if (all.size() <= command.length() || all.get(command.length()).startsWith("--")) {
      throw new UsageException(
          "'" + command.words() + "' needs " + command.operand() + " after it.");
    }
    return all.get(command.length());
  }

  /**
   * Joins {@code --name value} to {@code --name=value}, and a flag without a value with {@code
   * true}. So a negative number is a value, {@code --flag false} is read as it looks, and what
   * follows an equals sign is a value whatever it looks like.
   */
  private static List<String> joined(OptionTable options, List<String> args) {
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      ConfigOption option = arg.startsWith("--") ? options.byName().get(arg.substring(2)) : null;
      String next = i + 1 < args.size() ? args.get(i + 1) : null;
      if (option != null && OptionTable.isFlag(option)) {
        boolean given = "true".equalsIgnoreCase(next) || "false".equalsIgnoreCase(next);
        joined.add(arg + "=" + (given ? next : "true"));
        i += given ? 1 : 0;
      } else if (option != null && (next == null || !isValue(next))) {
        throw new UsageException(arg + " needs a value.");
      } else if (option != null) {
        joined.add(arg + "=" + next);
        i++;
      } else {
        joined.add(arg.equals("-V") ? "--version=true" : arg);
      }
    }
    return joined;
  }

  private static boolean isValue(String text) {
    return !text.startsWith("-") || text.equals("-") || NUMBER.matcher(text).matches();
  }

  private static CommandSpec specification(OptionTable options) {
    CommandSpec spec = CommandSpec.create().name(options.source());
    spec.parser()
        .expandAtFiles(false)
        .posixClusteredShortOptionsAllowed(false)
        .allowOptionsAsOptionParameters(true);
    for (ConfigOption option : options.all()) {
      String[] names =
          options.namesOf(option).stream().map(name -> "--" + name).toArray(String[]::new);
      OptionSpec.Builder builder = OptionSpec.builder(names).arity("1");
      if (OptionTable.isList(option)) {
        builder.type(List.class).auxiliaryTypes(String.class);
      } else {
        builder.type(String.class);
      }
      spec.addOption(builder.userObject(option).build());
    }
    return spec;
  }

  private static Map<ConfigOption, String> values(OptionTable options, ParseResult parsed) {
    Map<ConfigOption, String> values = new LinkedHashMap<>();
    for (ConfigOption option : options.all()) {
      Object value = parsed.matchedOptionValue("--" + options.namesOf(option).get(0), null);
      if (value instanceof List<?> texts) {
        values.put(option, String.join(",", texts.stream().map(String::valueOf).toList()));
      } else if (value != null) {
        values.put(option, (String) value);
      }
    }
    return values;
  }

  private static UsageException unmatched(OptionTable options, String argument, List<String> rest) {
    if (!argument.startsWith("-")) {
      boolean besideSecret =
          rest.stream()
              .map(arg -> options.byName().get(nameIn(arg)))
              .anyMatch(option -> option != null && option.secret());
      return new UsageException(
          (besideSecret ? "An argument" : "Argument '" + argument + "'")
              + " belongs to no option. A command comes first, and a value with blanks needs"
              + " quotes.");
    }
    String name = nameIn(argument);
    String guess =
        options.guess(name).map(closest -> " Did you mean '--" + closest + "'?").orElse("");
    return new UsageException("There is no option '" + argument.split("=", 2)[0] + "'." + guess);
  }

  private static String nameIn(String argument) {
    return argument.replaceFirst("^-+", "").split("=", 2)[0];
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
