package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ConstructorModel;
import dev.durableingest.processor.model.SourceModel;

/** The source can be made with its config or with nothing. */
final class SourceHasUsableConstructor implements Rule {
  @Override
  public void check(SourceModel source, Problems problems) {
    ConstructorModel constructor = source.constructor();
    boolean isInstantiable = source.shape().isClass() && !source.shape().isAbstract();
    if (isInstantiable && constructor.kind() == ConstructorModel.Kind.UNUSABLE) {
      problems.add(ProblemCode.DI124, constructor.at(), source.simpleName(), constructor.fact());
    }
  }
}
