package dev.durableingest.clickhouse;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a table remembers the tokens of blocks: so many, one for each partition of a block, and
 * with replication also so long.
 *
 * @param tokens how many it remembers
 * @param life how long it remembers one; zero for as long as there are no more
 */
record TokenWindow(long tokens, Duration life) {
  /** How many blocks a window must have to count. */
  static final long BLOCKS_MIN = 100;

  private static final String PLAIN = "non_replicated_deduplication_window";
  private static final String REPLICATED = "replicated_deduplication_window";
  private static final String REPLICATED_SECONDS = "replicated_deduplication_window_seconds";

  /**
   * The window of a table.
   *
   * @param engine name of its engine
   * @param definition its engine with keys and settings
   * @param defaults what the server has for tables that say nothing
   */
  static TokenWindow of(String engine, String definition, Map<String, String> defaults) {
    if (!isReplicated(engine)) {
      return new TokenWindow(setting(PLAIN, definition, defaults), Duration.ZERO);
    }
    return new TokenWindow(
        setting(REPLICATED, definition, defaults),
        Duration.ofSeconds(setting(REPLICATED_SECONDS, definition, defaults)));
  }

  static boolean isReplicated(String engine) {
    return engine.startsWith("Replicated") || engine.startsWith("Shared");
  }

  /** How many blocks it remembers, each over so many partitions. */
  long blocks(int partitions) {
    return tokens / partitions;
  }

  /** Whether a block can be recognised long enough to matter. */
  boolean isEnough(int partitions) {
    return blocks(partitions) >= BLOCKS_MIN;
  }

  /** The names of the settings that it is read from. */
  static String settingNames() {
    return Sql.text(PLAIN) + ", " + Sql.text(REPLICATED) + ", " + Sql.text(REPLICATED_SECONDS);
  }

  private static long setting(String name, String definition, Map<String, String> defaults) {
    Matcher own = Pattern.compile("\\b" + name + " = (\\d+)").matcher(definition);
    return Long.parseLong(own.find() ? own.group(1) : defaults.getOrDefault(name, "0"));
  }
}
