package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;

/** A resource is not nested. */
final class ResourceIsTopLevel implements ResourceRule {
  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    if (!resource.shape().isTopLevel()) {
      problems.add(
          ProblemCode.DI101,
          Position.of(resource.type()),
          resource.simpleName(),
          resource.shape().nestedIn(),
          resource.simpleName(),
          source.resourcesPackage());
    }
  }
}
