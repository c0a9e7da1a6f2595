package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.GeneratedNames;
import dev.durableingest.processor.model.SourceModel;

/** The author has no class of a name that is generated. */
final class GeneratedNamesAreFree implements Rule {

  @Override
  public void check(SourceModel source, Problems problems) {
    for (String name : new GeneratedNames(source).all()) {
      if (source.neighbours().contains(name)) {
        problems.add(ProblemCode.DI114, Position.of(source.type()), name, source.simpleName());
      }
    }
  }
}
