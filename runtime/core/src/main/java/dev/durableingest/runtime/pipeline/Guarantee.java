package dev.durableingest.runtime.pipeline;

import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.checkpoint.StoreDurability;
import dev.durableingest.runtime.sink.SinkKind;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.Locale;

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

  /** What the store of the document allows at most: what it loses, nobody remembers. */
  static Guarantee within(StoreDurability durability) {
    return switch (durability) {
      case SYNCED -> EFFECTIVELY_ONCE;
      case NEWEST_MAY_BE_LOST -> AT_LEAST_ONCE;
      case VOLATILE -> BEST_EFFORT;
    };
  }

  /** This, or the other where that is less. */
  Guarantee atMost(Guarantee other) {
    return compareTo(other) < 0 ? this : other;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
