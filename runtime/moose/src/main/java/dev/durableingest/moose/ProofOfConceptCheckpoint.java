package dev.durableingest.moose;

import dev.durableingest.runtime.checkpoint.CheckpointDocument.Entry;
import dev.durableingest.runtime.checkpoint.CheckpointDocument.StoredValue;
import dev.durableingest.runtime.checkpoint.CheckpointTakeOver;
import dev.durableingest.runtime.checkpoint.StoredValues;
import dev.durableingest.runtime.sink.SinkException;
import dev.durableingest.runtime.wiring.ResourceBinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * The checkpoint of the proof of concept in TypeScript: one JSON object, the cursor of the event
 * that was written last, of whichever resource and partition. It is a cursor of that one alone; of
 * the others nothing is known.
 *
 * <p>It can be gone on from where the object has all that a cursor of ours has, under the same
 * names, in snake_case or not. Anything else is refused, since it would be taken for nothing.
 */
final class ProofOfConceptCheckpoint implements CheckpointTakeOver {
  private static final String RESOURCE = "resource";
  private static final List<JsonMapper> MAPPERS =
      List.of(mapper().build(), mapper().propertyNamingStrategy(snakeCase()).build());

  private final List<ResourceBinding<?, ?, ?>> resources;

  ProofOfConceptCheckpoint(List<ResourceBinding<?, ?, ?>> resources) {
    this.resources = resources.stream().filter(resource -> resource.key().hasCursor()).toList();
  }

  @Override
  public TakenOver translate(String text, String where) throws SinkException {
    JsonNode checkpoint = parsed(text, where);
    List<ResourceBinding<?, ?, ?>> candidates =
        resources.stream().filter(resource -> isOf(resource, checkpoint)).toList();
    for (ResourceBinding<?, ?, ?> resource : candidates) {
      Optional<StoredValue> cursor = cursor(resource, checkpoint);
      if (cursor.isPresent() && candidates.size() == 1) {
        return new TakenOver(Map.of(resource.name(), Map.of("", new Entry(cursor.get(), 0))));
      }
    }
    throw SinkException.stop(
        where
            + " is a checkpoint of another program ("
            + String.join(", ", checkpoint.propertyNames())
            + "), and no resource has a cursor of that form: where to go on cannot be told from it."
            + " Delete the key to begin anew, or name another ?prefix= in --checkpoints.");
  }

  private static JsonNode parsed(String text, String where) throws SinkException {
    try {
      JsonNode checkpoint = MAPPERS.get(0).readTree(text);
      if (checkpoint.isObject() && !checkpoint.isEmpty()) {
        return checkpoint;
      }
    } catch (JacksonException e) {
      // Told below: what stands there is not looked at any further.
    }
    throw SinkException.stop(
        where
            + " is no checkpoint: not a JSON object. Delete the key to begin anew, or name another"
            + " ?prefix= in --checkpoints.");
  }

  /** Whether it may be of this resource: it says so, or does not say of which it is. */
  private boolean isOf(ResourceBinding<?, ?, ?> resource, JsonNode checkpoint) {
    JsonNode named = checkpoint.path(RESOURCE);
    return named.isString()
        ? named.stringValue().equals(resource.name())
        : cursor(resource, checkpoint).isPresent();
  }

  private static <C> Optional<StoredValue> cursor(
      ResourceBinding<?, ?, C> resource, JsonNode checkpoint) {
    for (JsonMapper mapper : MAPPERS) {
      try {
        C cursor = mapper.treeToValue(checkpoint, resource.key().checkpointType());
        return Optional.of(StoredValues.write(cursor, "The cursor"));
      } catch (JacksonException | SinkException e) {
        // Not of this form; the next may fit.
      }
    }
    return Optional.empty();
  }

  /** Nothing may be missing; there may be more than a cursor of ours has. */
  private static JsonMapper.Builder mapper() {
    return JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  private static tools.jackson.databind.PropertyNamingStrategy snakeCase() {
    return PropertyNamingStrategies.SNAKE_CASE;
  }
}
