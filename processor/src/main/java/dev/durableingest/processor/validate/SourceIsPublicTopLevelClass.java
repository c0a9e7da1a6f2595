package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.SourceModel;

/** A pipeline in any package can make the source. */
final class SourceIsPublicTopLevelClass implements Rule {
  @Override
  public void check(SourceModel source, Problems problems) {
    String fact =
        !source.shape().isTopLevel()
            ? "nested"
            : !source.shape().isClass()
                ? "no class"
                : source.shape().isGeneric()
                    ? "generic"
                    : source.shape().isPublic() ? "" : "not public";
    if (!fact.isEmpty()) {
      problems.add(ProblemCode.DI121, Position.of(source.type()), source.simpleName(), fact);
    }
  }
}
