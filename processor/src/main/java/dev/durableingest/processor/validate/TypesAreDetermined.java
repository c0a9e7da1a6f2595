package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;
import dev.durableingest.processor.model.TypeArgument;
import dev.durableingest.processor.model.TypeArgument.State;

/** Payload, record and cursor are types that can be named, here and in the generated code. */
final class TypesAreDetermined implements ResourceRule {

  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    if (!resource.types().isProcessor()) {
      return;
    }
    for (TypeArgument type : resource.types().all()) {
      if (type.state() == State.UNDETERMINED) {
        problems.add(ProblemCode.DI302, type.at(), type.role(), resource.simpleName(), type.text());
        return; // one raw or generic class makes all three undetermined
      }
    }
    for (TypeArgument type : resource.types().all()) {
      check(source, resource, type, problems);
    }
  }

  private static void check(
      SourceModel source, ResourceModel resource, TypeArgument type, Problems problems) {
    if (type.state() == State.GENERIC) {
      problems.add(ProblemCode.DI303, type.at(), type.role(), resource.simpleName(), type.text());
    } else if (type.state() == State.KNOWN && !type.isVisible()) {
      problems.add(ProblemCode.DI304, type.at(), type.text(), source.packageName());
    }
  }
}
