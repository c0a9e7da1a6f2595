package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.checkpoint.StoreDurability;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a run promises: each resource's {@link Guarantee}, and the condition where there is one.
 *
 * @param resources the resources of the pipeline
 * @param journaled whether the run has an intake journal
 * @param condition for which events the source's promise holds; null for all
 */
record Promise(
    List<ResourceBinding<?, ?, ?>> resources, boolean journaled, @Nullable String condition) {

  /** The guarantee of the pipeline: that of its least resource. */
  Guarantee least(Destinations destinations) {
    return least(byName(destinations::kindOf, destinations.store().durability()).values());
  }

  /** The label of the pipeline: its least resource's, and each one's where they differ. */
  String label(Destinations destinations) {
    String label = label(destinations::kindOf, destinations.store().durability());
    return destinations.store().takenOver().map(since -> label + ", " + since).orElse(label);
  }

  /**
   * The label of the pipeline.
   *
   * @param kinds the kind of a resource's sink
   * @param durability what the store of the document keeps
   */
  String label(Function<ResourceBinding<?, ?, ?>, SinkKind> kinds, StoreDurability durability) {
    Map<String, Guarantee> byName = byName(kinds, durability);
    Guarantee least = least(byName.values());
    String label =
        byName.values().stream().distinct().count() <= 1
            ? least.toString()
            : byName.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ", least + " (", ")"));
    return condition == null ? label : label + " for " + condition;
  }

  private Map<String, Guarantee> byName(
      Function<ResourceBinding<?, ?, ?>, SinkKind> kinds, StoreDurability durability) {
    Guarantee most = condition == null ? Guarantee.EFFECTIVELY_ONCE : Guarantee.AT_LEAST_ONCE;
    Map<String, Guarantee> byName = new LinkedHashMap<>();
    for (ResourceBinding<?, ?, ?> resource : resources) {
      byName.put(
          resource.name(),
          Guarantee.of(resource, kinds.apply(resource), journaled)
              .atMost(Guarantee.within(durability))
              .atMost(most));
    }
    return byName;
  }

  private static Guarantee least(Collection<Guarantee> all) {
    return all.stream().min(Comparator.naturalOrder()).orElse(Guarantee.EFFECTIVELY_ONCE);
  }
}
