package dev.durableingest.processor.lock;

import dev.durableingest.processor.lock.SchemaLock.LockedType;
import java.util.Optional;

/**
 * How one field differs, of a row or of a stored checkpoint.
 *
 * @param kind in which way
 * @param name name or path of the field; of one that was renamed, the new one
 * @param before what is locked; empty for a field that was added
 * @param after what is compiled; empty for a field that is gone
 * @param formerName what it was called, for one that was renamed
 */
record FieldChange(
    Kind kind,
    String name,
    Optional<LockedType> before,
    Optional<LockedType> after,
    Optional<String> formerName) {

  /** The ways in which a field can differ. */
  enum Kind {
    REMOVED,
    RENAMED,
    RETYPED,
    /** Values that were written fit the new type, too. */
    WIDENED,
    /** It could be absent and must not be now. */
    REQUIRED,
    /** It was always there and may be absent now. */
    RELAXED,
    ADDED_NULLABLE,
    ADDED_REQUIRED
  }

  /** The type that is locked, as text. */
  String beforeText() {
    return before.map(LockedType::toString).orElse("");
  }

  /** The type that is compiled, as text. */
  String afterText() {
    return after.map(LockedType::toString).orElse("");
  }

  static FieldChange removed(String name, LockedType before) {
    return new FieldChange(
        Kind.REMOVED, name, Optional.of(before), Optional.empty(), Optional.empty());
  }

  static FieldChange renamed(String formerName, String name, LockedType type) {
    return new FieldChange(
        Kind.RENAMED, name, Optional.of(type), Optional.of(type), Optional.of(formerName));
  }

  static FieldChange added(String name, LockedType after) {
    return new FieldChange(
        after.isNullable() ? Kind.ADDED_NULLABLE : Kind.ADDED_REQUIRED,
        name,
        Optional.empty(),
        Optional.of(after),
        Optional.empty());
  }

  static FieldChange of(Kind kind, String name, LockedType before, LockedType after) {
    return new FieldChange(kind, name, Optional.of(before), Optional.of(after), Optional.empty());
  }
}
