package dev.durableingest.runtime.pipeline;

import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is promised for the events of a resource, from least to most. */
public enum Guarantee {
  /** What is durable in the sink is kept; what was missed or in memory may be lost. */
  BEST_EFFORT,
  /** Every event is handled; after a crash some may be written again. */
  AT_LEAST_ONCE,
  /** Every event is handled, and after a crash none is there twice. */
  EFFECTIVELY_ONCE;

  /**
   * The guarantee of a resource, by how its source replays and by which means its sink is brought
   * in line with the document.
   */
  static Guarantee of(ResourceBinding<?, ?, ?> resource, SinkKind sink) {
    if (!resource.isReplayable()) {
      return BEST_EFFORT;
    }
    boolean exact = resource.replay() == Replay.FROM_CHECKPOINT || resource.hasComparableCursor();
    boolean undoable = sink == SinkKind.TRANSACTIONAL || sink == SinkKind.UNDO;
    return exact && undoable ? EFFECTIVELY_ONCE : AT_LEAST_ONCE;
  }

  /** The guarantee of a pipeline: that of its least resource. */
  static Guarantee least(List<ResourceBinding<?, ?, ?>> resources, Destinations destinations) {
    return all(resources, destinations).stream()
        .min(Comparator.naturalOrder())
        .orElse(EFFECTIVELY_ONCE);
  }

  /** The label of a pipeline: its least resource's, and each one's where they differ. */
  static String label(List<ResourceBinding<?, ?, ?>> resources, Destinations destinations) {
    Collection<Guarantee> all = all(resources, destinations);
    Guarantee least = least(resources, destinations);
    if (all.stream().distinct().count() <= 1) {
      return least.toString();
    }
    return resources.stream()
        .map(resource -> resource.name() + " " + of(resource, destinations.kindOf(resource)))
        .collect(Collectors.joining(", ", least + " (", ")"));
  }

  private static List<Guarantee> all(
      List<ResourceBinding<?, ?, ?>> resources, Destinations destinations) {
    return resources.stream().map(resource -> of(resource, destinations.kindOf(resource))).toList();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
