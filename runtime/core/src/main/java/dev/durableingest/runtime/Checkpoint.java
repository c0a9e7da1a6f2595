package dev.durableingest.runtime;

import java.util.Map;
import java.util.Optional;

/**
 * What has become durable: a view of one saved checkpoint document. Immutable; may be kept.
 *
 * <p>Implemented by the runtime and the testkit only.
 */
public interface Checkpoint {

  /** Number of the saved document; grows by one from save to save. */
  long revision();

  /** Events handled since the first run of the pipeline. */
  long events();

  /** The position up to which the source may acknowledge, where it is of this type. */
  <T> Optional<T> position(Class<T> type);

  /** The saved cursors of a resource by partition. */
  <C> Map<String, C> cursors(ResourceKey<?, C> resource);
}
