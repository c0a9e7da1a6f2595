package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.CaseStyle;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.OptionModel;
import dev.durableingest.processor.model.SourceModel;
import java.util.List;
import java.util.regex.Pattern;

/** A shell can set the environment variable of an option, and it means nothing else. */
final class EnvironmentVariablesCanBeSet implements Rule {
  private static final Pattern SETTABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  @Override
  public void check(SourceModel source, Problems problems) {
    for (OptionModel option : source.config().map(ConfigModel::options).orElse(List.of())) {
      String name = option.env().value();
      boolean isWritten = !option.env().at().equals(option.at());
      if (isWritten && !SETTABLE.matcher(name).matches()) {
        String upper = CaseStyle.constant(name);
        String way = SETTABLE.matcher(upper).matches() ? " Write '" + upper + "'." : "";
        problems.add(ProblemCode.DI409, option.env().at(), name, way);
      }
      for (String other : OptionNamesAreFree.WORKFLOW_OPTIONS) {
        if (name.equals("DURABLE_INGEST_" + CaseStyle.constant(other))) {
          String free = CaseStyle.constant(source.simpleName() + "_" + option.component());
          problems.add(ProblemCode.DI410, option.env().at(), name, other, free);
        }
      }
    }
  }
}
