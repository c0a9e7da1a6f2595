package dev.durableingest.processor.lock;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.lock.SchemaLock.LockedResource;
import dev.durableingest.processor.lock.SchemaLock.LockedSink;
import dev.durableingest.processor.lock.SchemaLock.LockedSource;
import dev.durableingest.processor.model.ResourceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares one source with its section of the lock. */
final class SourceComparison {
  private final LockedSource before;
  private final LockedSource after;
  private final CompiledSource source;
  private final List<Change> changes = new ArrayList<>();

  private SourceComparison(LockedSource before, CompiledSource source) {
    this.before = before;
    this.after = source.locked();
    this.source = source;
  }

  /** Every change, resources first; none is the consequence of another. */
  static List<Change> of(LockedSource before, CompiledSource source) {
    SourceComparison comparison = new SourceComparison(before, source);
    comparison.before.resources().forEach(comparison::compareResource);
    comparison.after.resources().forEach(comparison::noteNewResource);
    comparison.after.sinks().forEach(comparison::compareSink);
    return List.copyOf(comparison.changes);
  }

  private void compareResource(String name, LockedResource locked) {
    Optional<ResourceModel> current = source.resource(name);
    if (current.isPresent()) {
      compareResource(name, locked, current.get());
      return;
    }
    String subject = "resource '" + name + "' of source '" + source.name() + "'";
    Optional<ResourceModel> renamed = renamed(locked);
    if (renamed.isPresent()) {
      String newName = renamed.get().name().value();
      changes.add(
          Change.breaking(
              ProblemCode.DI613,
              renamed.get().name().at(),
              subject,
              name,
              source.name(),
              newName,
              name));
    } else {
      changes.add(
          Change.breaking(
              ProblemCode.DI614, source.model().listedAt(), subject, name, source.name()));
    }
  }

  private void compareResource(String name, LockedResource locked, ResourceModel resource) {
    LockedResource current = current(name);
    if (!current.sink().equals(locked.sink())) {
      Position at =
          kindOf(current.sink()).equals(kindOf(locked.sink()))
              ? CompiledSource.sink(resource).name().at()
              : CompiledSource.sink(resource).at();
      changes.add(
          Change.breaking(
              ProblemCode.DI615,
              at,
              "the sink of resource '" + name + "'",
              name,
              noun(locked.sink()),
              noun(current.sink())));
    }
    changes.addAll(
        CheckpointComparison.of(
            locked.checkpoint(), current.checkpoint(), new CheckpointPlaces(source, resource)));
  }

  /** A resource of the same class whose name the lock does not know. */
  private Optional<ResourceModel> renamed(LockedResource locked) {
    return source.model().resources().stream()
        .filter(one -> one.type().getQualifiedName().contentEquals(locked.className()))
        .filter(one -> !before.resources().containsKey(one.name().value()))
        .findFirst();
  }

  private void noteNewResource(String name, LockedResource current) {
    boolean isRenamed =
        before.resources().values().stream()
            .anyMatch(locked -> renamed(locked).filter(one -> isNamed(one, name)).isPresent());
    if (!before.resources().containsKey(name) && !isRenamed) {
      source
          .resource(name)
          .ifPresent(
              resource ->
                  changes.add(
                      Change.additive(resource.name().at(), "Resource '" + name + "' is new")));
    }
  }

  private static boolean isNamed(ResourceModel resource, String name) {
    return resource.name().value().equals(name);
  }

  /** A sink that is in one of the two only is a matter of the resources that write to it. */
  private void compareSink(String key, LockedSink current) {
    LockedSink locked = before.sinks().get(key);
    if (locked != null) {
      ResourceModel writer = source.writerOf(key);
      changes.addAll(SinkComparison.of(locked, current, writer, noun(key)));
    }
  }

  private LockedResource current(String name) {
    LockedResource current = after.resources().get(name);
    if (current == null) {
      throw new IllegalArgumentException(name);
    }
    return current;
  }

  private static String kindOf(String sinkKey) {
    return sinkKey.substring(0, Math.max(0, sinkKey.indexOf(' ')));
  }

  /** {@code olap_table earthquakes} for people. */
  private static String noun(String sinkKey) {
    String kind = kindOf(sinkKey).equals("stream") ? "stream" : "table";
    return kind + " '" + sinkKey.substring(sinkKey.indexOf(' ') + 1) + "'";
  }
}
