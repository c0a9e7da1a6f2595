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
enum Guarantee {
  /** What is durable in the sink is kept; what was missed or in memory may be lost. */
  BEST_EFFORT,
  /** Every event is handled; after a crash some may be written again. */
  AT_LEAST_ONCE,
  /** Every event is handled, and after a crash none is there twice. */
  EFFECTIVELY_ONCE;

  /**
   * The guarantee of a resource, by how its source replays and by which means its sink is brought
   * in line with the document.
   *
   * @param journaled whether what the source says is in an intake journal before it is handled
   */
  static Guarantee of(ResourceBinding<?, ?, ?> resource, SinkKind sink, boolean journaled) {
    if (!resource.isReplayable() && !journaled) {
      return BEST_EFFORT;
    }
    boolean exact =
        !resource.isReplayable()
            || resource.replay() == Replay.FROM_CHECKPOINT
            || resource.hasComparableCursor();
    boolean undoable = sink == SinkKind.TRANSACTIONAL || sink == SinkKind.UNDO;
    return exact && undoable ? EFFECTIVELY_ONCE : AT_LEAST_ONCE;
  }

  /** The label of a pipeline: its least resource's, and each one's where they differ. */
  static String label(
      List<ResourceBinding<?, ?, ?>> resources, Destinations destinations, boolean journaled) {
    Collection<Guarantee> all =
        resources.stream()
            .map(resource -> of(resource, destinations.kindOf(resource), journaled))
            .toList();
    Guarantee least = all.stream().min(Comparator.naturalOrder()).orElse(EFFECTIVELY_ONCE);
    if (all.stream().distinct().count() <= 1) {
      return least.toString();
    }
    return resources.stream()
        .map(
            resource ->
                resource.name() + " " + of(resource, destinations.kindOf(resource), journaled))
        .collect(Collectors.joining(", ", least + " (", ")"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
