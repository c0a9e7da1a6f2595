package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.CaseStyle;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.OptionModel;
import dev.durableingest.processor.model.SourceModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Every option and every environment variable means one thing. */
final class OptionNamesAreFree implements Rule {

  /** The options that every workflow has. */
  static final Set<String> WORKFLOW_OPTIONS =
      Set.of(
          "olap",
          "stream",
          "checkpoints",
          "dead-letters",
          "journal",
          "journal-max-bytes",
          "journal-when-full",
          "journal-force-interval",
          "stall-timeout",
          "start-timeout",
          "engine",
          "pipeline-id",
          "wait-for-lease",
          "follow",
          "from",
          "batch-max-records",
          "batch-max-bytes",
          "batch-linger",
          "batch-max-attempts",
          "event-max-attempts",
          "dead-letters-max-in-row",
          "dead-letters-max",
          "dead-letters-window",
          "queue-max-events",
          "queue-max-bytes",
          "drain-timeout",
          "max-events",
          "for",
          "until-idle",
          "status-port",
          "status-host",
          "json",
          "yes",
          "config",
          "profile",
          "progress",
          "require",
          "verbose",
          "help",
          "version");

  @Override
  public void check(SourceModel source, Problems problems) {
    if (source.config().isEmpty()) {
      return;
    }
    ConfigModel config = source.config().get();
    Map<String, OptionModel> byName = new HashMap<>();
    Map<String, OptionModel> byVariable = new HashMap<>();
    for (OptionModel option : config.options()) {
      checkForm(option, problems);
      checkName(source, config, option, byName, problems);
      OptionModel reader = byVariable.putIfAbsent(option.env().value(), option);
      if (reader != null && !reader.option().value().equals(option.option().value())) {
        problems.add(
            ProblemCode.DI407,
            option.env().at(),
            option.env().value(),
            config.text(),
            reader.component(),
            option.component());
      }
    }
  }

  private static void checkForm(OptionModel option, Problems problems) {
    String name = option.option().value();
    if (!CaseStyle.isKebab(name) && !option.option().at().equals(option.at())) {
      String kebab = CaseStyle.kebab(name.replaceAll("[^A-Za-z0-9]+", "_")).replace('_', '-');
      String trimmed = kebab.replaceAll("^-+|-+$", "");
      String way = CaseStyle.isKebab(trimmed) ? " Write '" + trimmed + "'." : "";
      problems.add(ProblemCode.DI405, option.option().at(), name, way);
    }
  }

  private static void checkName(
      SourceModel source,
      ConfigModel config,
      OptionModel option,
      Map<String, OptionModel> byName,
      Problems problems) {
    String name = option.option().value();
    OptionModel first = byName.putIfAbsent(name, option);
    if (WORKFLOW_OPTIONS.contains(name)) {
      String prefixed = source.name().value().replace('_', '-') + "-" + name;
      problems.add(ProblemCode.DI404, option.option().at(), name, config.text(), prefixed);
    } else if (first != null) {
      problems.add(
          ProblemCode.DI403,
          option.option().at(),
          name,
          config.text(),
          first.component(),
          option.component());
    }
  }
}
