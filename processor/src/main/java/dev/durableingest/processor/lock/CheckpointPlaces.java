package dev.durableingest.processor.lock;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.model.ResourceModel;
import javax.lang.model.type.DeclaredType;

/**
 * Where the cursor of a resource is written.
 *
 * @param source the source
 * @param resource one of its resources
 */
record CheckpointPlaces(CompiledSource source, ResourceModel resource) {

  /** Where a part of it is, or else the resource. */
  Position of(String path) {
    return source.checkpointPlace(resource, path);
  }

  /** Where the resource names its type. */
  Position whole() {
    return resource.types().cursor().at();
  }

  /** The class of the cursor. */
  Position cursor() {
    return resource.types().cursor().mirror() instanceof DeclaredType cursor
        ? Position.of(cursor.asElement())
        : whole();
  }

  String resourceName() {
    return resource.name().value();
  }
}
