package dev.durableingest.runtime.wiring;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads the text of an option into its type. */
final class ConfigTypes {
  private ConfigTypes() {}

  static Boolean parseBoolean(ConfigOption option, String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw ConfigException.unreadable(option, text, "true or false");
    };
  }

  static Integer parseInt(ConfigOption option, String text) {
    try {
      return Integer.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw ConfigException.unreadable(option, text, "a whole number");
    }
  }

  static Long parseLong(ConfigOption option, String text) {
    try {
      return Long.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw ConfigException.unreadable(option, text, "a whole number");
    }
  }

  static Double parseDouble(ConfigOption option, String text) {
    try {
      return Double.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw ConfigException.unreadable(option, text, "a number");
    }
  }

  static Duration parseDuration(ConfigOption option, String text) {
    return Durations.parse(text)
        .orElseThrow(
            () -> ConfigException.unreadable(option, text, "a duration such as 500ms, 30s or 5m"));
  }

  static URI parseUri(ConfigOption option, String text) {
    try {
      URI uri = new URI(text.strip());
      if (uri.getScheme() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below, in words that do not need the exception.
    }
    throw ConfigException.unreadable(option, text, "an address such as https://example.org/feed");
  }

  static Path parsePath(ConfigOption option, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw ConfigException.unreadable(option, text, "a path");
    }
  }

  static <E extends Enum<E>> E parseEnum(Class<E> type, ConfigOption option, String text) {
    String wanted = text.strip().replace('-', '_');
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(wanted)) {
        return constant;
      }
    }
    String names =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .collect(Collectors.joining(", "));
    throw ConfigException.unreadable(option, text, "one of " + names);
  }
}
