package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;

/** A resource is the one public class of its file. */
final class ResourceIsPublic implements ResourceRule {
  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    if (resource.shape().isTopLevel() && !resource.shape().isPublic()) {
      problems.add(
          ProblemCode.DI102,
          Position.of(resource.type()),
          resource.simpleName(),
          resource.simpleName());
    }
  }
}
