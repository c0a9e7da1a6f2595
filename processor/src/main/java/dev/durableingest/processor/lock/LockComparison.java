package dev.durableingest.processor.lock;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.lock.SchemaLock.LockedSource;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import javax.lang.model.element.TypeElement;

/** Compares all sources that are being compiled with the lock of their module. */
final class LockComparison {
  private final SchemaLock lock;
  private final List<CompiledSource> sources;
  private final Predicate<String> isKnownClass;

  /**
   * @param lock what is locked
   * @param sources what is compiled, at least one
   * @param isKnownClass whether a class exists, also as a class file
   */
  LockComparison(SchemaLock lock, List<CompiledSource> sources, Predicate<String> isKnownClass) {
    this.lock = lock;
    this.sources = sources;
    this.isKnownClass = isKnownClass;
  }

  /** What has changed in a source that is being compiled. */
  List<Change> changesOf(CompiledSource source) {
    LockedSource locked = lock.sources().get(source.name());
    return locked == null ? List.of(newSource(source)) : SourceComparison.of(locked, source);
  }

  /** What is locked and is not there any more, as changes at some class. */
  List<Change> goneSources(TypeElement at) {
    return gone().entrySet().stream()
        .map(
            entry ->
                Change.breaking(
                    ProblemCode.DI612,
                    Position.of(at),
                    "source '" + entry.getKey() + "'",
                    entry.getKey(),
                    entry.getValue().className()))
        .toList();
  }

  /** The lock as it would be: sources that are not being compiled keep their sections. */
  SchemaLock updated() {
    NavigableMap<String, LockedSource> updated = new TreeMap<>(lock.sources());
    updated.keySet().removeAll(gone().keySet());
    for (CompiledSource source : sources) {
      formerName(source).ifPresent(updated::remove);
      updated.put(source.name(), source.locked());
    }
    return new SchemaLock(updated);
  }

  private Change newSource(CompiledSource source) {
    Position at = source.model().name().at();
    return formerName(source)
        .map(
            former ->
                Change.breaking(
                    ProblemCode.DI611,
                    at,
                    "source '" + former + "'",
                    former,
                    source.name(),
                    former))
        .orElseGet(() -> Change.additive(at, "Source '" + source.name() + "' is new"));
  }

  /** What the lock calls a source that it does not know by its name, but by its class. */
  private Optional<String> formerName(CompiledSource source) {
    return lock.sources().containsKey(source.name())
        ? Optional.empty()
        : lock.sources().entrySet().stream()
            .filter(entry -> entry.getValue().className().equals(source.className()))
            .filter(entry -> !isCompiled(entry.getKey()))
            .map(Map.Entry::getKey)
            .findFirst();
  }

  private NavigableMap<String, LockedSource> gone() {
    NavigableMap<String, LockedSource> gone = new TreeMap<>(lock.sources());
    gone.entrySet()
        .removeIf(
            entry -> isCompiled(entry.getKey()) || isKnownClass.test(entry.getValue().className()));
    return gone;
  }

  private boolean isCompiled(String name) {
    return sources.stream().anyMatch(source -> source.name().equals(name));
  }
}
