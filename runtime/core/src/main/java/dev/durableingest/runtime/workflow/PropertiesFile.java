package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.wiring.ConfigOption;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A properties file of options, UTF-8, keys without dashes before them. A key without a value
 * counts as not there.
 */
final class PropertiesFile {
  private static final Set<ConfigOption> NOT_IN_A_FILE =
      Set.of(WorkflowOptions.CONFIG, WorkflowOptions.HELP, WorkflowOptions.VERSION);

  private final @Nullable Path path;
  private final Map<ConfigOption, Line> lines;

  private PropertiesFile(@Nullable Path path, Map<ConfigOption, Line> lines) {
    this.path = path;
    this.lines = lines;
  }

  /** What is used where no file is given. */
  static PropertiesFile none() {
    return new PropertiesFile(null, Map.of());
  }

  /**
   * Reads a file whose keys all are options.
   *
   * @throws UsageException when it cannot be read or has a key that is no option
   */
  static PropertiesFile read(Path path, OptionTable options) {
    Properties properties = load(path);
    Set<String> names = new TreeSet<>(properties.stringPropertyNames());
    Set<String> unknown =
        names.stream()
            .filter(name -> !isKey(options.byName().get(name)))
            .collect(Collectors.toCollection(TreeSet::new));
    if (!unknown.isEmpty()) {
      throw unknownKeys(path, unknown, options);
    }
    Map<ConfigOption, Line> lines = new LinkedHashMap<>();
    for (String name : names) {
      ConfigOption option = options.byName().get(name);
      String value = properties.getProperty(name).strip();
      if (option == null || value.isEmpty()) {
        continue;
      }
      Line earlier = lines.put(option, new Line(name, value));
      if (earlier != null) {
        throw new UsageException(
            "'" + earlier.key() + "' and '" + name + "' in " + path + " are the same option.");
      }
    }
    return new PropertiesFile(path, lines);
  }

  /** The text given for an option. */
  Optional<String> value(ConfigOption option) {
    return Optional.ofNullable(lines.get(option)).map(Line::value);
  }

  /** Where the text of an option stands, for messages. */
  String origin(ConfigOption option) {
    Line line = lines.get(option);
    return (line == null ? option.option() : line.key()) + " in " + path;
  }

  private static boolean isKey(@Nullable ConfigOption option) {
    return option != null && !NOT_IN_A_FILE.contains(option);
  }

  private static Properties load(Path path) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new UsageException("--config: there is no file '" + path + "'.");
    } catch (MalformedInputException e) {
      throw new UsageException("--config: '" + path + "' is not UTF-8 text.");
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "--config: '" + path + "' has a backslash and u without four digits after it.");
    } catch (IOException e) {
      throw new UsageException(
          "--config: '" + path + "' cannot be read (" + e.getClass().getSimpleName() + ").");
    }
    return properties;
  }

  private static UsageException unknownKeys(Path path, Set<String> unknown, OptionTable options) {
    String each =
        unknown.stream()
            .map(
                name ->
                    "'"
                        + name
                        + "'"
                        + options
                            .guess(name)
                            .filter(guess -> isKey(options.byName().get(guess)))
                            .map(guess -> " (did you mean '" + guess + "'?)")
                            .orElse(""))
            .collect(Collectors.joining(", "));
    String are = unknown.size() == 1 ? " is no option of a file." : " are no options of a file.";
    return new UsageException("--config: " + path + ": " + each + are);
  }

  private record Line(String key, String value) {}
}
