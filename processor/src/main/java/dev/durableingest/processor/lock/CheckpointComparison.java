package dev.durableingest.processor.lock;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.lock.SchemaLock.LockedCheckpoint;
import java.util.List;
import java.util.Optional;

/** Whether a checkpoint that was saved before can still be read. */
final class CheckpointComparison {
  private static final String NONE = "none";

  private final CheckpointPlaces places;

  private CheckpointComparison(CheckpointPlaces places) {
    this.places = places;
  }

  static List<Change> of(
      Optional<LockedCheckpoint> before,
      Optional<LockedCheckpoint> after,
      CheckpointPlaces places) {
    CheckpointComparison comparison = new CheckpointComparison(places);
    if (before.isEmpty()) {
      return after.isEmpty() ? List.of() : List.of(comparison.added());
    }
    LockedCheckpoint old = before.get();
    String type = after.map(LockedCheckpoint::type).orElse(NONE);
    if (after.isEmpty() || !Widening.inJson(old.type(), type)) {
      return List.of(comparison.retyped(old.type(), type));
    }
    if (!old.type().equals(type)) {
      return List.of(comparison.widened(old.type(), type));
    }
    return FieldChanges.of(old.components(), after.get().components(), Widening::inJson).stream()
        .map(comparison::change)
        .toList();
  }

  private Change added() {
    return Change.additive(places.whole(), "The cursor of " + resource() + " is new");
  }

  private Change widened(String before, String after) {
    return Change.additive(
        places.whole(), "The cursor of " + resource() + " was " + before + " and is " + after);
  }

  private Change retyped(String before, String after) {
    return Change.breaking(
        ProblemCode.DI635,
        places.whole(),
        "the cursor of " + resource(),
        places.resourceName(),
        before,
        after);
  }

  private Change change(FieldChange field) {
    String name = field.name();
    String subject = "'" + name + "' in the cursor of " + resource();
    Position at = places.of(name);
    return switch (field.kind()) {
      case REMOVED -> breaking(ProblemCode.DI631, cursor(), subject, name);
      case RENAMED -> {
        String former = field.formerName().orElse(name);
        yield Change.breaking(
            ProblemCode.DI632, at, subject, former, places.resourceName(), name, lastName(former));
      }
      case RETYPED ->
          Change.breaking(
              ProblemCode.DI633,
              at,
              subject,
              name,
              places.resourceName(),
              field.beforeText(),
              field.afterText());
      case REQUIRED, ADDED_REQUIRED -> addedCase(field, subject, at);
      case WIDENED ->
          additive(at, name, "was " + field.beforeText() + " and is " + field.afterText());
      case RELAXED -> additive(at, name, "may be absent now");
      case ADDED_NULLABLE -> additive(at, name, "is new");
    };
  }

  /** A new case of a sealed type is in nothing that is stored, so it may be anything. */
  private Change addedCase(FieldChange field, String subject, Position at) {
    return field.name().endsWith(">")
        ? additive(at, field.name(), "is new")
        : breaking(ProblemCode.DI634, at, subject, field.name());
  }

  private Change breaking(ProblemCode code, Position at, String subject, String name) {
    return Change.breaking(code, at, subject, name, places.resourceName());
  }

  private Change additive(Position at, String name, String what) {
    return Change.additive(
        at, "Component '" + name + "' in the cursor of " + resource() + " " + what);
  }

  /** The record of the cursor, where it is still one. */
  private Position cursor() {
    return places.cursor();
  }

  private String resource() {
    return "resource '" + places.resourceName() + "'";
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
