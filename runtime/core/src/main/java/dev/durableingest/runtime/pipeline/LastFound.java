package dev.durableingest.runtime.pipeline;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A lookup that remembers its last answer: the events of a resource mostly follow each other. Owned
 * by one thread.
 *
 * @param <K> what is looked up; the same object is the same key
 * @param <V> what is found
 */
final class LastFound<K, V> {
  private final Function<K, V> lookup;
  private @Nullable K key;
  private @Nullable V value;

  LastFound(Function<K, V> lookup) {
    this.lookup = lookup;
  }

  V get(K wanted) {
    V known = value;
    if (known == null || wanted != key) {
      known = lookup.apply(wanted);
      key = wanted;
      value = known;
    }
    return known;
  }

  /** The answer may be another one now. */
  void forget() {
    key = null;
    value = null;
  }
}
