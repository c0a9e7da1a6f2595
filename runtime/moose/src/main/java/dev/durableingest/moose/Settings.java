package dev.durableingest.moose;

import dev.durableingest.runtime.text.ClosestName;
import dev.durableingest.runtime.wiring.ConfigException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * The settings of a Moose project: environment variables, over the files {@code .env.local}, {@code
 * .env.dev} and {@code .env} beside its configuration, over the configuration. Remembers which were
 * asked for and where they stood. An empty value counts as not there, as it does for Moose.
 */
final class Settings {
  /** The name of a project's configuration, and the name that it had once. */
  static final List<String> FILES = List.of("moose.config.toml", "project.toml");

  /** The sections that are read, by their current names. */
  static final List<String> SECTIONS =
      List.of("redpanda_config", "kafka_config", "clickhouse_config", "redis_config");

  private static final String PREFIX = "MOOSE_";
  private static final List<String> DOT_ENV = List.of(".env.local", ".env.dev", ".env");

  private final @Nullable Path file;
  private final JsonNode root;
  private final List<Layer> variables;

  private Settings(@Nullable Path file, JsonNode root, List<Layer> variables) {
    this.file = file;
    this.root = root;
    this.variables = variables;
  }

  /**
   * A setting.
   *
   * @param text its value
   * @param origin where it stood, for people
   * @param section the section that it stood in, or null where it was a variable
   */
  record Setting(String text, String origin, @Nullable String section) {}

  /** Variables that come from one place; the environment has no name. */
  private record Layer(@Nullable Path file, Map<String, String> variables) {}

  /**
   * Reads a project.
   *
   * @param file its configuration, or null where there are only variables
   * @param environment the environment variables
   * @throws ConfigException when a file cannot be read, or has a section whose name was misspelt
   */
  static Settings read(@Nullable Path file, Map<String, String> environment) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(null, environment));
    if (file == null) {
      return new Settings(null, new TomlMapper().createObjectNode(), layers);
    }
    for (String name : DOT_ENV) {
      Path dotEnv = file.resolveSibling(name);
      if (Files.isRegularFile(dotEnv)) {
        layers.add(new Layer(dotEnv, dotEnv(dotEnv)));
      }
    }
    JsonNode root = toml(file);
    requireKnownSections(file, root);
    return new Settings(file, root, layers);
  }

  /** Whether variables speak of a Moose project. */
  static boolean isIn(Map<String, String> environment) {
    return environment.keySet().stream()
        .anyMatch(
            name -> SECTIONS.stream().anyMatch(section -> name.startsWith(variable(section, ""))));
  }

  /** The configuration that is read, or null. */
  @Nullable Path file() {
    return file;
  }

  /**
   * A setting of the first of these sections that has it: first all in the variables, then all in
   * the configuration.
   */
  Optional<Setting> find(String key, String... sections) {
    for (Layer layer : variables) {
      for (String section : sections) {
        String name = variable(section, key);
        String text = layer.variables().get(name);
        if (text != null && !text.isBlank()) {
          String origin = layer.file() == null ? name : name + " in " + layer.file();
          return Optional.of(new Setting(text.strip(), origin, null));
        }
      }
    }
    for (String section : sections) {
      JsonNode value = root.path(section).path(key);
      if (value.isValueNode() && !value.isNull() && !value.asString().isBlank()) {
        String origin = section + "." + key + " in " + file;
        return Optional.of(
            new Setting(value.asString().strip(), origin, "[" + section + "] in " + file));
      }
    }
    return Optional.empty();
  }

  private static String variable(String section, String key) {
    return PREFIX + (section + "__" + key).toUpperCase(Locale.ROOT);
  }

  private static JsonNode toml(Path file) {
    try {
      return new TomlMapper().readTree(Files.readString(file));
    } catch (JacksonException e) {
      throw new ConfigException(
          file
              + " is not TOML, at line "
              + e.getLocation().getLineNr()
              + ": "
              + e.getOriginalMessage().replaceAll("\\s*\\R\\s*", " ")
              + ". Mend it, or name another file: --profile moose:FILE.");
    } catch (MalformedInputException e) {
      throw new ConfigException(file + " is not UTF-8 text.");
    } catch (IOException e) {
      throw new ConfigException(file + " cannot be read (" + e.getClass().getSimpleName() + ").");
    }
  }

  /**
   * Moose has many sections, and more each year; only a misspelt one of those read here is told.
   */
  private static void requireKnownSections(Path file, JsonNode root) {
    for (String section : new TreeSet<>(root.propertyNames())) {
      Optional<String> guess = ClosestName.guess(section, SECTIONS);
      boolean isMisspelt =
          !SECTIONS.contains(section) && guess.isPresent() && root.get(section).isObject();
      if (isMisspelt) {
        throw new ConfigException(
            file
                + " has the unknown section ["
                + section
                + "]. Did you mean ["
                + guess.get()
                + "]?");
      }
      if (SECTIONS.contains(section) && !root.get(section).isObject()) {
        throw new ConfigException(
            file + ": '" + section + "' is a section: write [" + section + "] above its settings.");
      }
    }
  }

  /** Lines such as {@code NAME=value}; the value may be in quotes. */
  private static Map<String, String> dotEnv(Path file) {
    Map<String, String> variables = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        String bare = line.strip().replaceFirst("^export\\s+", "");
        int equals = bare.indexOf('=');
        if (equals > 0 && !bare.startsWith("#")) {
          String text = bare.substring(equals + 1).strip();
          boolean isQuoted = text.matches("\".*\"|'.*'");
          variables.put(
              bare.substring(0, equals).strip(),
              isQuoted ? text.substring(1, text.length() - 1) : text.replaceFirst("\\s+#.*$", ""));
        }
      }
    } catch (IOException e) {
      throw new ConfigException(file + " cannot be read (" + e.getClass().getSimpleName() + ").");
    }
    return variables;
  }
}
