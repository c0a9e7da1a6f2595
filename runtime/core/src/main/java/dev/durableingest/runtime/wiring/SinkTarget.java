package dev.durableingest.runtime.wiring;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the records of a resource go, as its {@code @Stream} or {@code @OlapTable} says. */
public sealed interface SinkTarget {

  /** Name of the stream or table. */
  String name();

  /**
   * A stream.
   *
   * @param name name of the stream
   * @param key column used as message key, or null
   */
  record StreamTarget(String name, @Nullable String key) implements SinkTarget {}

  /**
   * A table.
   *
   * @param name name of the table
   * @param orderBy columns that rows are sorted by
   * @param version column that decides which of two rows wins, or null
   * @param partitionBy columns that split the table; may be empty
   */
  record TableTarget(
      String name, List<String> orderBy, @Nullable String version, List<String> partitionBy)
      implements SinkTarget {}

  /** A stream; {@code key} is empty for none. */
  static SinkTarget stream(String name, String key) {
    return new StreamTarget(name, key.isEmpty() ? null : key);
  }

  /** A table that keeps all of its rows. */
  static SinkTarget olapTable(String name, String... orderBy) {
    return new TableTarget(name, List.of(orderBy), null, List.of());
  }

  /** A table; {@code version} is empty for none. */
  static SinkTarget olapTable(
      String name, List<String> orderBy, String version, List<String> partitionBy) {
    return new TableTarget(
        name, List.copyOf(orderBy), version.isEmpty() ? null : version, List.copyOf(partitionBy));
  }
}
