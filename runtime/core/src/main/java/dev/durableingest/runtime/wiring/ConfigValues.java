package dev.durableingest.runtime.wiring;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values given for the options of a source, read by component name. Generated code calls the
 * accessor of the component's type; a value that cannot be read throws {@link ConfigException}.
 *
 * <p>The accessors named after primitives are for components that have a value always; {@code
 * value} and {@code list} serve all others.
 */
public final class ConfigValues {
  private final List<ConfigOption> options;
  private final Function<ConfigOption, @Nullable String> given;

  /**
   * @param options the options that exist
   * @param given the text given for an option, or null when there is none, not even a default
   */
  public ConfigValues(List<ConfigOption> options, Function<ConfigOption, @Nullable String> given) {
    this.options = List.copyOf(options);
    this.given = given;
  }

  /** The value of a component, or null where it is absent and may be. */
  public <T> @Nullable T value(String component, ConfigType<T> type) {
    ConfigOption option = option(component);
    String text = given.apply(option);
    return text == null ? null : type.parse(option, text);
  }

  /** The value of a component that must have one. */
  public <T> T required(String component, ConfigType<T> type) {
    T value = value(component, type);
    if (value == null) {
      throw ConfigException.missing(option(component));
    }
    return value;
  }

  /** The comma-separated values of a component; empty when nothing is given. */
  public <T> List<T> list(String component, ConfigType<T> type) {
    ConfigOption option = option(component);
    String text = given.apply(option);
    if (text == null || text.isBlank()) {
      return List.of();
    }
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .map(element -> type.parse(option, element))
        .toList();
  }

  private ConfigOption option(String component) {
    return options.stream()
        .filter(option -> option.component().equals(component))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No option for component " + component));
  }

  /** The types an option can have. */
  public interface ConfigType<T> {
    /** Text as given. */
    ConfigType<String> STRING = (option, text) -> text;

    /** {@code true} or {@code false}. */
    ConfigType<Boolean> BOOLEAN = ConfigTypes::parseBoolean;

    /** A whole number of 32 bits. */
    ConfigType<Integer> INT = ConfigTypes::parseInt;

    /** A whole number of 64 bits. */
    ConfigType<Long> LONG = ConfigTypes::parseLong;

    /** A number. */
    ConfigType<Double> DOUBLE = ConfigTypes::parseDouble;

    /**
     * A duration: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 1d}, {@code PT30S}.
     */
    ConfigType<Duration> DURATION = ConfigTypes::parseDuration;

    /** An absolute URI. */
    ConfigType<URI> URI = ConfigTypes::parseUri;

    /** A path. */
    ConfigType<Path> PATH = ConfigTypes::parsePath;

    /** A constant of an enum, in any case, with dashes or underscores. */
    static <E extends Enum<E>> ConfigType<E> enumOf(Class<E> type) {
      return (option, text) -> ConfigTypes.parseEnum(type, option, text);
    }

    /** Reads one value. */
    T parse(ConfigOption option, String text);
  }
}
