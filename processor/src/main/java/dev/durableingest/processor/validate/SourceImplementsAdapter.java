package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.SourceModel;

/** The source has a run method to call. */
final class SourceImplementsAdapter implements Rule {
  @Override
  public void check(SourceModel source, Problems problems) {
    if (!source.shape().implementsAdapter()) {
      problems.add(ProblemCode.DI125, Position.of(source.type()), source.simpleName());
    }
  }
}
