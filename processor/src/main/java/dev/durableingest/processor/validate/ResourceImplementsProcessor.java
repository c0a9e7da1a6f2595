package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;

/** A resource has a process method to call. */
final class ResourceImplementsProcessor implements ResourceRule {
  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    if (!resource.types().isProcessor()) {
      problems.add(ProblemCode.DI301, Position.of(resource.type()), resource.simpleName());
    }
  }
}
