package dev.durableingest.runtime.source;

import dev.durableingest.runtime.Checkpoint;
import dev.durableingest.runtime.time.Time;
import dev.durableingest.runtime.wiring.ResourceBinding;
import dev.durableingest.runtime.wiring.SourceBinding;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all attempts of a run share.
 *
 * @param source name of the source
 * @param resources its resources by name
 * @param queue where attempts emit into
 * @param time the clocks
 * @param saved the last saved document, as sources see it
 * @param listeners takes the listeners that sources register
 * @param nextGap number of the next gap
 * @param silence how long a source may be silent
 */
public record AttemptScope(
    String source,
    Map<String, ResourceBinding<?, ?, ?>> resources,
    EventQueue queue,
    Time time,
    Supplier<SavedState> saved,
    Consumer<Consumer<Checkpoint>> listeners,
    AtomicLong nextGap,
    Silence silence) {

  /**
   * How long a source may give no sign of life: no event, no position, no {@code alive}. Silence
   * alone is no fault: one that never says {@code alive} is only held to what was asked for.
   *
   * @param atStart until the first sign of an attempt; null for as long as it takes
   * @param between from one sign to the next
   * @param isForAll whether {@code between} also holds for a source that never says {@code alive}
   */
  public record Silence(@Nullable Duration atStart, Duration between, boolean isForAll) {}

  /** The resources of a source by name, in the order in which it lists them. */
  public static Map<String, ResourceBinding<?, ?, ?>> byName(SourceBinding source) {
    Map<String, ResourceBinding<?, ?, ?>> resources = new LinkedHashMap<>();
    source.resources().forEach(resource -> resources.put(resource.name(), resource));
    return resources;
  }
}
