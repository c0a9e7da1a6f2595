package dev.durableingest.processor.lock;

import dev.durableingest.processor.diagnose.ClosestName;
import dev.durableingest.processor.lock.FieldChange.Kind;
import dev.durableingest.processor.lock.SchemaLock.LockedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/**
 * Compares fields, of a row by name or of a stored checkpoint by path. What is below a field that
 * came, went or became another type is no change of its own.
 */
final class FieldChanges {
  private final SortedMap<String, LockedType> before;
  private final SortedMap<String, LockedType> after;
  private final BiPredicate<String, String> isWidening;
  private final List<FieldChange> changes = new ArrayList<>();

  private FieldChanges(
      SortedMap<String, LockedType> before,
      SortedMap<String, LockedType> after,
      BiPredicate<String, String> isWidening) {
    this.before = before;
    this.after = after;
    this.isWidening = isWidening;
  }

  /**
   * Every way in which fields differ, sorted by name.
   *
   * @param before what is locked
   * @param after what is compiled
   * @param isWidening whether a type may become another without harm
   */
  static List<FieldChange> of(
      SortedMap<String, LockedType> before,
      SortedMap<String, LockedType> after,
      BiPredicate<String, String> isWidening) {
    FieldChanges comparison = new FieldChanges(before, after, isWidening);
    comparison.compareCommon();
    comparison.compareOthers();
    return List.copyOf(comparison.changes);
  }

  private void compareCommon() {
    before.forEach(
        (name, old) -> {
          LockedType current = after.get(name);
          if (current != null && !current.equals(old) && isStandingParent(name)) {
            changes.add(FieldChange.of(kind(old, current), name, old, current));
          }
        });
  }

  private Kind kind(LockedType old, LockedType current) {
    boolean isSameType = old.type().equals(current.type());
    if (!isSameType && !isWidening.test(old.type(), current.type())) {
      return Kind.RETYPED;
    }
    if (old.isNullable() && !current.isNullable()) {
      return Kind.REQUIRED;
    }
    return !old.isNullable() && current.isNullable() ? Kind.RELAXED : Kind.WIDENED;
  }

  private void compareOthers() {
    Map<String, LockedType> removed = only(before, after);
    Map<String, LockedType> added = only(after, before);
    removed.forEach(
        (name, type) -> {
          Optional<String> renamed = newName(name, type, removed, added);
          renamed.ifPresent(added::remove);
          changes.add(
              renamed
                  .map(newName -> FieldChange.renamed(name, newName, type))
                  .orElseGet(() -> FieldChange.removed(name, type)));
        });
    added.forEach((name, type) -> changes.add(FieldChange.added(name, type)));
  }

  /** What a field that is gone is called now: a new one of its type that is alone or alike. */
  private static Optional<String> newName(
      String name,
      LockedType type,
      Map<String, LockedType> removed,
      Map<String, LockedType> added) {
    List<String> candidates = siblings(name, type, added);
    boolean isAlone = candidates.size() == 1 && siblings(name, type, removed).size() == 1;
    return isAlone ? Optional.of(candidates.get(0)) : ClosestName.closest(name, candidates);
  }

  private static List<String> siblings(
      String name, LockedType type, Map<String, LockedType> fields) {
    return fields.keySet().stream()
        .filter(other -> type.equals(fields.get(other)) && parent(other).equals(parent(name)))
        .toList();
  }

  private SortedMap<String, LockedType> only(
      SortedMap<String, LockedType> these, SortedMap<String, LockedType> others) {
    SortedMap<String, LockedType> only = new TreeMap<>();
    these.forEach(
        (name, type) -> {
          if (!others.containsKey(name) && isStandingParent(name)) {
            only.put(name, type);
          }
        });
    return only;
  }

  /** Whether what a field is in was there and is there, as the same type. */
  private boolean isStandingParent(String name) {
    String parent = parent(name);
    if (parent.isEmpty()) {
      return true;
    }
    LockedType old = before.get(parent);
    LockedType current = after.get(parent);
    return old != null
        && current != null
        && old.type().equals(current.type())
        && isStandingParent(parent);
  }

  /** What a path is below; nothing for a field of the whole. */
  private static String parent(String path) {
    int end = path.length() - 1;
    while (end > 0 && ".[{<".indexOf(path.charAt(end)) < 0) {
      end--;
    }
    return path.substring(0, Math.max(0, end));
  }
}
