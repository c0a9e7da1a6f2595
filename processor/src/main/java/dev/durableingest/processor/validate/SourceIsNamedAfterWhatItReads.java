package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.SourceModel;

/** The source is named {@code XyzSource}. */
final class SourceIsNamedAfterWhatItReads implements Rule {
  @Override
  public void check(SourceModel source, Problems problems) {
    if (!source.isNamedSource()) {
      problems.add(ProblemCode.DI123, Position.of(source.type()), source.simpleName());
    }
  }
}
