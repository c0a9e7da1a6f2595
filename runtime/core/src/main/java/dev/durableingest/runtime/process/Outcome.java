package dev.durableingest.runtime.process;

import dev.durableingest.runtime.EventFailure;
import dev.durableingest.runtime.ProcessResult;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event. The type of a failure is its remedy.
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

  /**
   * It may succeed later.
   *
   * @param cause why not now
   * @param delay how long to wait, or null for a lost connection, which says nothing of the event
   */
  record Later<R extends Record, C>(Throwable cause, @Nullable Duration delay)
      implements Outcome<R, C> {

    /** What it is when it was tried often enough. */
    public Outcome<R, C> atLast() {
      return delay == null ? new Unable<>(cause) : new Bad<>(cause);
    }
  }

  /**
   * It is not the event's fault, and the next one would fail in the same way.
   *
   * @param cause why
   */
  record Unable<R extends Record, C>(Throwable cause) implements Outcome<R, C> {}

  /** The cursors that the event carries, by partition. */
  default Map<String, C> checkpoints() {
    return this instanceof Mapped<R, C> mapped ? mapped.result().checkpoints() : Map.of();
  }

  /** Maps one event. Errors that mean that the process is in danger are thrown on. */
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
    } catch (EventFailure.RetryAfter e) {
      return new Later<>(e, e.delay());
    } catch (EventFailure.Stop | LinkageError e) {
      return new Unable<>(e);
    } catch (StackOverflowError | Exception e) {
      return LostConnection.is(e) ? new Later<>(e, null) : new Bad<>(e);
    }
  }
}
