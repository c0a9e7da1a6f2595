package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.SourceModel;

/** A source is in a package that others can import from. */
final class SourceIsInNamedPackage implements Rule {
  @Override
  public void check(SourceModel source, Problems problems) {
    if (source.packageName().isEmpty()) {
      problems.add(ProblemCode.DI127, Position.of(source.type()), source.simpleName());
    }
  }
}
