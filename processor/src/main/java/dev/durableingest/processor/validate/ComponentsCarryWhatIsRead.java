package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.SourceModel;
import dev.durableingest.processor.model.StrayAnnotation;

/** Options are described on the config of a source, columns on what is written. */
final class ComponentsCarryWhatIsRead implements Rule {

  @Override
  public void check(SourceModel source, Problems problems) {
    for (StrayAnnotation stray : source.stray()) {
      if (stray.use().isEmpty()) {
        problems.add(
            ProblemCode.DI119,
            stray.at(),
            stray.annotation(),
            stray.component(),
            stray.record(),
            source.simpleName());
      } else {
        problems.add(
            ProblemCode.DI118,
            stray.at(),
            stray.annotation(),
            stray.component(),
            stray.record(),
            stray.use());
      }
    }
  }
}
