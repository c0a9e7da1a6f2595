package dev.durableingest.moose;

import dev.durableingest.runtime.wiring.ConfigException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The versions of topics and tables, which a Moose project has in its code: {@code
 * version=0.1&version.trades=0.2}.
 *
 * @param byName versions by the name of a stream or table; under an empty name that of the others
 */
record Versions(Map<String, String> byName) {
  private static final String KEY = "version";

  /**
   * Reads what follows the question mark.
   *
   * @throws ConfigException when it is not of this form
   */
  static Versions parse(String query) {
    Map<String, String> byName = new TreeMap<>();
    for (String setting : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] parts = setting.split("=", 2);
      boolean isOfOne = parts[0].startsWith(KEY + ".");
      if (parts.length < 2 || !(isOfOne || parts[0].equals(KEY)) || !parts[1].matches("[\\w.]+")) {
        throw new ConfigException(
            "--profile: '"
                + setting
                + "' is no version. Write moose?version=0.1, or moose?version.trades=0.1 for one"
                + " stream or table.");
      }
      byName.put(isOfOne ? parts[0].substring(KEY.length() + 1) : "", parts[1]);
    }
    return new Versions(Map.copyOf(byName));
  }

  /** A name with its version behind it, as Moose writes it. */
  String versioned(String name) {
    String version = byName.getOrDefault(name, byName.get(""));
    return version == null ? name : name + "_" + version.replace('.', '_');
  }
}
