package dev.durableingest.supabase.realtime;

import dev.durableingest.supabase.rest.PollSettings;
import java.util.Set;

/**
 * How Realtime is read.
 *
 * @param version of the protocol, {@code 1.0.0} or {@code 2.0.0}
 * @param reading how tables are read by key: at the start, after every reconnect, once in its
 *     interval, and whenever a change came without its row
 */
public record RealtimeSettings(String version, PollSettings reading) {
  private static final Set<String> VERSIONS = Set.of("1.0.0", "2.0.0");

  /**
   * Checks the version.
   *
   * @throws IllegalArgumentException with one line for the user
   */
  public RealtimeSettings {
    if (!VERSIONS.contains(version)) {
      throw new IllegalArgumentException(
          "Realtime has the versions 1.0.0 and 2.0.0, and '" + version + "' is neither.");
    }
  }

  /** Whether a frame is an array; in version 1.0.0 it is an object. */
  boolean hasArrays() {
    return version.equals("2.0.0");
  }
}
