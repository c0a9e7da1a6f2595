package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ListedResource;
import dev.durableingest.processor.model.SourceModel;
import java.util.HashSet;
import java.util.Set;

/** Every class is listed once. */
final class NothingIsListedTwice implements Rule {
  @Override
  public void check(SourceModel source, Problems problems) {
    Set<String> seen = new HashSet<>();
    for (ListedResource listed : source.listed()) {
      if (!seen.add(listed.typeName())) {
        problems.add(ProblemCode.DI106, listed.at(), listed.typeName(), source.simpleName());
      }
    }
  }
}
