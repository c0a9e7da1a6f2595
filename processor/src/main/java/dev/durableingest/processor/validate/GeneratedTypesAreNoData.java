package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.GeneratedNames;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.SourceModel;
import java.util.List;

/** What a source is made of names no class that is generated from it. */
final class GeneratedTypesAreNoData implements Rule {

  @Override
  public void check(SourceModel source, Problems problems) {
    List<String> generated = new GeneratedNames(source).all();
    for (Located<String> missing : source.missing()) {
      if (generated.contains(missing.value())) {
        problems.add(ProblemCode.DI128, missing.at(), missing.value(), source.simpleName());
      }
    }
  }
}
