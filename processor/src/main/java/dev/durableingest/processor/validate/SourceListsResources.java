package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.SourceModel;

/** The source has something to emit. */
final class SourceListsResources implements Rule {
  @Override
  public void check(SourceModel source, Problems problems) {
    if (source.listed().isEmpty() && source.isComplete()) {
      problems.add(ProblemCode.DI126, source.listedAt(), source.simpleName());
    }
  }
}
