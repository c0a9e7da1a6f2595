package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.OptionModel;
import dev.durableingest.processor.model.SourceModel;
import java.util.List;
import java.util.Optional;

/** With the name of its source before it, as is accepted always, an option means nothing else. */
final class LongOptionNamesAreFree implements Rule {

  @Override
  public void check(SourceModel source, Problems problems) {
    List<OptionModel> options = source.config().map(ConfigModel::options).orElse(List.of());
    for (OptionModel option : options) {
      String name = option.option().value();
      String longName = source.name().value().replace('_', '-') + "-" + name;
      owner(longName, options)
          .ifPresent(
              owner ->
                  problems.add(ProblemCode.DI412, option.option().at(), name, longName, owner));
    }
  }

  private static Optional<String> owner(String longName, List<OptionModel> options) {
    if (OptionNamesAreFree.WORKFLOW_OPTIONS.contains(longName)) {
      return Optional.of("one of the workflow's own");
    }
    return options.stream()
        .filter(option -> option.option().value().equals(longName))
        .map(option -> "the name of component " + option.component())
        .findFirst();
  }
}
