package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.GeneratedNames;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.SourceModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/** What a source is made of names no class that is generated from it. */
final class GeneratedTypesAreNoData implements Rule {

  @Override
  public void check(SourceModel source, Problems problems) {
    List<String> generated = new GeneratedNames(source).all();
    for (Located<String> missing : new LinkedHashSet<>(source.missing())) {
      // Eclipse's compiler has no List of what does not exist, but a missing type of that text.
      Stream.of(missing.value().split("\\W+"))
          .filter(generated::contains)
          .findFirst()
          .ifPresent(
              name -> problems.add(ProblemCode.DI128, missing.at(), name, source.simpleName()));
    }
  }
}
