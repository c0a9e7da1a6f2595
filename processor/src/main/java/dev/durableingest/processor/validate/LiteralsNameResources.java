package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ClosestName;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.SourceModel;
import java.util.List;

/** A resource name in the code of a source is the name of one of its resources. */
final class LiteralsNameResources implements Rule {

  @Override
  public void check(SourceModel source, Problems problems) {
    List<String> known =
        source.resources().stream().map(resource -> resource.name().value()).toList();
    for (Located<String> name : source.namedResources()) {
      if (!known.contains(name.value()) && source.isComplete()) {
        problems.add(
            ProblemCode.DI112,
            name.at(),
            source.name().value(),
            name.value(),
            String.join(", ", known),
            ClosestName.suggestion(name.value(), known));
      }
    }
  }
}
