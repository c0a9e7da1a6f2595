package dev.durableingest.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Maps the events of one resource to records and cursors.
 *
 * <p>Called on the pipeline thread, one event at a time, in emission order. The same event may come
 * again after a crash, so the mapping depends on nothing but the payload.
 *
 * @param <P> the payload that the source emits
 * @param <R> the record that the sink stores
 * @param <C> the cursor, a type that survives JSON; {@code Void} for none
 */
@FunctionalInterface
public interface ResourceProcessor<P, R extends Record, C> {

  /**
   * Maps one event.
   *
   * @return the records and the cursor, or null to drop the event
   * @throws Exception when the event cannot be mapped: it becomes a dead letter, or halts the
   *     pipeline where the resource asks for that
   */
  @Nullable ProcessResult<R, C> process(P payload) throws Exception;
}
