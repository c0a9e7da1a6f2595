package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.SourceModel;
import javax.lang.model.type.TypeKind;

/** What the constructor of a source takes is a record that generated code can name. */
final class ConfigIsRecord implements Rule {
  @Override
  public void check(SourceModel source, Problems problems) {
    if (source.config().isPresent()) {
      ConfigModel config = source.config().get();
      if (config.record() == null && config.mirror().getKind() != TypeKind.ERROR) {
        problems.add(ProblemCode.DI401, config.at(), source.simpleName(), config.text());
      } else if (config.record() != null && !config.record().getTypeParameters().isEmpty()) {
        problems.add(ProblemCode.DI411, config.at(), config.text(), source.simpleName());
      } else if (!config.isVisible()) {
        problems.add(ProblemCode.DI304, config.at(), config.text(), source.packageName());
      }
    }
  }
}
