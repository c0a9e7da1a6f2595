package dev.durableingest.duckdb;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects a list or map with everything in it, because the appender takes these only as a whole:
 * lists and structs as collections, maps as maps. Single-threaded; used again for the next value.
 */
final class NestedValues {
  private final Deque<List<@Nullable Object>> open = new ArrayDeque<>();
  private @Nullable Object completed;

  /** Whether a list or map has been begun and not ended. */
  boolean isOpen() {
    return !open.isEmpty();
  }

  /** Begins a list, map or struct of so many values. */
  void begin(int size) {
    open.push(new ArrayList<>(size));
  }

  /** Adds an element, a key, a value, or a field. */
  void add(@Nullable Object value) {
    open.element().add(value);
  }

  /** Ends a list or struct; the outermost one is then {@link #takeCompleted}. */
  void endCollection() {
    complete(open.pop());
  }

  /** Ends a map, whose keys and values were added in turn. */
  void endMap() {
    List<@Nullable Object> keysAndValues = open.pop();
    Map<@Nullable Object, @Nullable Object> map =
        new LinkedHashMap<>(keysAndValues.size() * 2 / 3 + 1);
    for (int i = 0; i < keysAndValues.size(); i += 2) {
      map.put(keysAndValues.get(i), keysAndValues.get(i + 1));
    }
    complete(map);
  }

  /** The value that was just completed, or null while it is part of another one. */
  @Nullable Object takeCompleted() {
    Object taken = completed;
    completed = null;
    return taken;
  }

  private void complete(Object value) {
    if (open.isEmpty()) {
      completed = value;
    } else {
      add(value);
    }
  }
}
