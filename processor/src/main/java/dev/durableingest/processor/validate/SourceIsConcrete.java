package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.SourceModel;

/** The source is a class of which there can be an instance. */
final class SourceIsConcrete implements Rule {
  @Override
  public void check(SourceModel source, Problems problems) {
    if (source.shape().isClass() && source.shape().isAbstract()) {
      problems.add(ProblemCode.DI122, Position.of(source.type()), source.simpleName());
    }
  }
}
