package dev.durableingest.runtime.pipeline;

import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.checkpoint.StoreDurability;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
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
    return exact && sink != SinkKind.NEITHER ? EFFECTIVELY_ONCE : AT_LEAST_ONCE;
  }

  /** At most what the store of the document allows: what it loses, nobody remembers. */
  private Guarantee within(StoreDurability durability) {
    Guarantee most =
        switch (durability) {
          case SYNCED -> EFFECTIVELY_ONCE;
          case NEWEST_MAY_BE_LOST -> AT_LEAST_ONCE;
          case VOLATILE -> BEST_EFFORT;
        };
    return compareTo(most) < 0 ? this : most;
  }

  /** The guarantee of a pipeline: that of its least resource. */
  static Guarantee least(
      List<ResourceBinding<?, ?, ?>> resources, Destinations destinations, boolean journaled) {
    StoreDurability durability = destinations.store().durability();
    return least(byName(resources, destinations::kindOf, durability, journaled).values());
  }

  /** The label of a pipeline: its least resource's, and each one's where they differ. */
  static String label(
      List<ResourceBinding<?, ?, ?>> resources, Destinations destinations, boolean journaled) {
    StoreDurability durability = destinations.store().durability();
    String label = label(resources, destinations::kindOf, durability, journaled);
    return destinations.store().takenOver().map(since -> label + ", " + since).orElse(label);
  }

  /**
   * The label of a pipeline.
   *
   * @param kinds the kind of a resource's sink
   * @param durability what the store of the document keeps
   * @param journaled whether the run has an intake journal
   */
  static String label(
      List<ResourceBinding<?, ?, ?>> resources,
      Function<ResourceBinding<?, ?, ?>, SinkKind> kinds,
      StoreDurability durability,
      boolean journaled) {
    Map<String, Guarantee> byName = byName(resources, kinds, durability, journaled);
    Guarantee least = least(byName.values());
    if (byName.values().stream().distinct().count() <= 1) {
      return least.toString();
    }
    return byName.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", ", least + " (", ")"));
  }

  private static Map<String, Guarantee> byName(
      List<ResourceBinding<?, ?, ?>> resources,
      Function<ResourceBinding<?, ?, ?>, SinkKind> kinds,
      StoreDurability durability,
      boolean journaled) {
    Map<String, Guarantee> byName = new LinkedHashMap<>();
    for (ResourceBinding<?, ?, ?> resource : resources) {
      byName.put(
          resource.name(), of(resource, kinds.apply(resource), journaled).within(durability));
    }
    return byName;
  }

  private static Guarantee least(Collection<Guarantee> all) {
    return all.stream().min(Comparator.naturalOrder()).orElse(EFFECTIVELY_ONCE);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
