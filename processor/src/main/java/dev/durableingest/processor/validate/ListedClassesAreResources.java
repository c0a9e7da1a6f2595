package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ListedResource;
import dev.durableingest.processor.model.SourceModel;

/** Every listed class carries {@code @Resource}. */
final class ListedClassesAreResources implements Rule {
  @Override
  public void check(SourceModel source, Problems problems) {
    for (ListedResource listed : source.listed()) {
      if (listed.resource() == null) {
        problems.add(ProblemCode.DI104, listed.at(), listed.typeName());
      }
    }
  }
}
