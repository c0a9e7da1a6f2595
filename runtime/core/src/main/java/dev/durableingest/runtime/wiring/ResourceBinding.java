package dev.durableingest.runtime.wiring;

import dev.durableingest.annotations.OnError;
import dev.durableingest.annotations.Replay;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.ResourceProcessor;
import java.util.function.ToLongFunction;

/**
 * One resource, wired: what to call for an event and where its records go.
 *
 * @param key name and types of the resource
 * @param processor the author's mapping
 * @param target where records go
 * @param codec how a record is written
 * @param payloadSize about how many bytes of heap a payload keeps, for the limits in bytes
 * @param onError what happens to an event that cannot be mapped
 * @param replay what the source does when it starts again
 * @param <P> payload
 * @param <R> record
 * @param <C> cursor
 */
public record ResourceBinding<P, R extends Record, C>(
    ResourceKey<P, C> key,
    ResourceProcessor<P, R, C> processor,
    SinkTarget target,
    RecordCodec<R> codec,
    ToLongFunction<P> payloadSize,
    OnError onError,
    Replay replay) {

  /** Name of the resource. */
  public String name() {
    return key.name();
  }

  /** Whether the cursors of the resource have an order, so that replays can be recognised. */
  public boolean hasComparableCursor() {
    return Comparable.class.isAssignableFrom(key.checkpointType());
  }

  /** Whether the source can emit again what was lost on the way. */
  public boolean isReplayable() {
    return key.hasCursor() && replay != Replay.NONE;
  }
}
