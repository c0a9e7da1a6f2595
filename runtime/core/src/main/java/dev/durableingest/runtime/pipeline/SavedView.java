package dev.durableingest.runtime.pipeline;

import dev.durableingest.runtime.Gap;
import dev.durableingest.runtime.ResourceKey;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.StoredValues;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.source.SavedState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A saved document as its source sees it, with typed cursors.
 *
 * @param revision its number
 * @param events events handled since the first run
 * @param position where the source may resume, in its stored form
 * @param cursors by resource and partition; each of its resource's cursor type
 * @param gaps the holes that are not closed
 */
record SavedView(
    long revision,
    long events,
    @Nullable StoredValue position,
    Map<String, Map<String, ?>> cursors,
    List<Gap> gaps)
    implements SavedState {

  @Override
  public <T> Optional<T> position(Class<T> type) {
    if (position == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(StoredValues.read(position, type, "The position of the source"));
    } catch (SinkException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @Override
  public <C> Map<String, C> cursors(ResourceKey<?, C> resource) {
    Map<String, C> typed = new LinkedHashMap<>();
    cursors
        .getOrDefault(resource.name(), Map.of())
        .forEach(
            (partition, cursor) -> typed.put(partition, resource.checkpointType().cast(cursor)));
    return typed;
  }
}
