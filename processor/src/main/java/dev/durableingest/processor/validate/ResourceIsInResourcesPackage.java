package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;

/** A resource is in the package {@code resources} below that of its source. */
final class ResourceIsInResourcesPackage implements ResourceRule {
  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    boolean isThere = resource.shape().packageName().equals(source.resourcesPackage());
    if (resource.shape().isTopLevel() && !isThere) {
      problems.add(
          ProblemCode.DI103,
          Position.of(resource.type()),
          resource.simpleName(),
          resource.shape().packageName(),
          source.simpleName(),
          source.resourcesPackage());
    }
  }
}
