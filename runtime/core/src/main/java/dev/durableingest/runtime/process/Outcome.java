package dev.durableingest.runtime.process;

import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.Map;

/**
 * What became of one event.
 *
 * @param <R> record
 * @param <C> cursor
 */
public sealed interface Outcome<R extends Record, C> {

  /**
   * It was mapped: to records, or to none.
   *
   * @param result what {@code process} returned; every record has passed its codec's check
   */
  record Mapped<R extends Record, C>(ProcessResult<R, C> result) implements Outcome<R, C> {}

  /**
   * It is a bad event: {@code process} threw, or a record does not fit its columns.
   *
   * @param cause why
   */
  record Bad<R extends Record, C>(Throwable cause) implements Outcome<R, C> {}

  /** The cursors that the event carries, by partition. */
  default Map<String, C> checkpoints() {
    return this instanceof Mapped<R, C> mapped ? mapped.result().checkpoints() : Map.of();
  }

  /** Maps one event. Errors that mean that every event would fail are thrown on. */
  static <P, R extends Record, C> Outcome<R, C> of(ResourceBinding<P, R, C> resource, P payload) {
    try {
      ProcessResult<R, C> result = resource.processor().process(payload);
      if (result == null) {
        return new Mapped<>(ProcessResult.none());
      }
      for (R record : result.records()) {
        resource.codec().check(record);
      }
      return new Mapped<>(result);
    } catch (StackOverflowError | Exception e) {
      return new Bad<>(e);
    }
  }
}
