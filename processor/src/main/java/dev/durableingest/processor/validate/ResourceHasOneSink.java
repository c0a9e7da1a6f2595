package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;

/** A resource writes to exactly one sink. */
final class ResourceHasOneSink implements ResourceRule {
  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    if (resource.sinks().isEmpty() && !resource.shape().mayHaveSink()) {
      problems.add(ProblemCode.DI201, Position.of(resource.type()), resource.simpleName());
    } else if (resource.sinks().size() > 1) {
      problems.add(ProblemCode.DI202, resource.sinks().get(1).at(), resource.simpleName());
    }
  }
}
