package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.SourceModel;

/** Names are no longer than what topics, tables, columns and files can be called. */
final class NamesAreShort implements Rule {
  private static final int CHARACTERS_MAX = 100;

  @Override
  public void check(SourceModel source, Problems problems) {
    for (Located<String> name : source.names()) {
      int length = name.value().length();
      if (length > CHARACTERS_MAX) {
        problems.add(ProblemCode.DI117, name.at(), name.value(), length, CHARACTERS_MAX);
      }
    }
  }
}
