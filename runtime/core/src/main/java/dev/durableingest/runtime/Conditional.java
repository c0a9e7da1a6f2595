package dev.durableingest.runtime;

import java.util.Optional;

/**
 * A source whose events all come only under a condition that the runtime cannot see: a feed that is
 * polled with an overlap, for one, misses what commits later than that.
 *
 * <p>Nothing that such a source says is promised as more than at-least-once, and the label of a run
 * tells the condition.
 */
public interface Conditional {

  /**
   * For which events the promise holds, as it goes on after "for": "rows that commit within 5m of
   * their updated_at". One line, no secrets. Empty where this source, as it is configured, has no
   * condition. Called on the pipeline thread, before {@link SourceAdapter#run}.
   */
  Optional<String> condition();
}
