package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.OptionModel;
import dev.durableingest.processor.model.OptionType;
import dev.durableingest.processor.model.SourceModel;
import java.util.List;

/** Every option has a type that can be read from text. */
final class OptionTypesAreReadable implements Rule {
  private static final String READABLE =
      "String, boolean, int, long, double, Duration, URI, Path, an enum, or a List of one of these";

  @Override
  public void check(SourceModel source, Problems problems) {
    source.config().map(ConfigModel::options).orElse(List.of()).stream()
        .filter(option -> option.type().kind() == OptionType.Kind.UNREADABLE)
        .forEach(option -> report(option, problems));
  }

  private static void report(OptionModel option, Problems problems) {
    problems.add(
        ProblemCode.DI402, option.at(), option.component(), option.type().text(), READABLE);
  }
}
