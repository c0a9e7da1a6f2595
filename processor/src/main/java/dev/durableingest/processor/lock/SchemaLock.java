package dev.durableingest.processor.lock;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a module stores. Everything in it is sorted, so that the same sources are the same bytes and
 * a difference shows what changed.
 *
 * @param sources its sources, by name
 */
record SchemaLock(SortedMap<String, LockedSource> sources) {
  /** Raised when an older release could no longer understand the file. */
  static final int FORMAT_VERSION = 1;

  SchemaLock {
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
  }

  /** A lock of nothing. */
  static SchemaLock empty() {
    return new SchemaLock(new TreeMap<>());
  }

  /**
   * A source.
   *
   * @param className its class, by which a renamed source is recognised
   * @param resources its resources, by name
   * @param sinks what they write to, by kind and name, as in {@code olap_table earthquakes}
   */
  record LockedSource(
      String className,
      SortedMap<String, LockedResource> resources,
      SortedMap<String, LockedSink> sinks) {}

  /**
   * A resource.
   *
   * @param className its class, by which a renamed resource is recognised
   * @param sink key of its sink
   * @param checkpoint how its cursor is stored; empty without a cursor
   */
  record LockedResource(String className, String sink, Optional<LockedCheckpoint> checkpoint) {}

  /**
   * A cursor as it is stored.
   *
   * @param type what it is
   * @param components what is in it, by path
   */
  record LockedCheckpoint(String type, SortedMap<String, LockedType> components) {}

  /**
   * A sink.
   *
   * @param settings those of its annotation that decide how data lies, by member; without empty
   *     ones
   * @param columns its columns, by name
   */
  record LockedSink(SortedMap<String, String> settings, SortedMap<String, LockedType> columns) {}

  /**
   * A type as the file writes it: {@code int64}, or {@code int64 null}.
   *
   * @param type the word
   * @param isNullable whether a value may be absent
   */
  record LockedType(String type, boolean isNullable) {
    private static final String NULL = " null";

    static LockedType parse(String text) {
      return text.endsWith(NULL)
          ? new LockedType(text.substring(0, text.length() - NULL.length()), true)
          : new LockedType(text, false);
    }

    @Override
    public String toString() {
      return isNullable ? type + NULL : type;
    }
  }
}
