package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;
import java.util.HashMap;
import java.util.Map;

/** No two resources of a source have one name. */
final class ResourceNamesAreUnique implements Rule {
  @Override
  public void check(SourceModel source, Problems problems) {
    Map<String, ResourceModel> byName = new HashMap<>();
    for (ResourceModel resource : source.resources()) {
      String name = resource.name().value();
      ResourceModel first = byName.putIfAbsent(name, resource);
      if (first != null && !name.isEmpty()) {
        problems.add(
            ProblemCode.DI107,
            resource.name().at(),
            name,
            source.name().value(),
            first.simpleName());
      }
    }
  }
}
