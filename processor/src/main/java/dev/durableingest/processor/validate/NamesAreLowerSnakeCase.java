package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.CaseStyle;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SinkModel;
import dev.durableingest.processor.model.SourceModel;
import java.util.Locale;

/** Sources, resources, sinks and columns are named in lower_snake_case, letter first. */
final class NamesAreLowerSnakeCase implements Rule {

  @Override
  public void check(SourceModel source, Problems problems) {
    checkName(source.name(), problems);
    for (ResourceModel resource : source.resources()) {
      checkName(resource.name(), problems);
      for (SinkModel sink : resource.sinks()) {
        checkName(sink.name(), problems);
      }
    }
    for (RecordModel record : source.records()) {
      for (ColumnModel column : record.columns()) {
        if (!column.name().at().equals(column.at())) {
          checkName(column.name(), problems);
        }
      }
    }
  }

  private static void checkName(Located<String> name, Problems problems) {
    String text = name.value();
    if (name.at().value() == null) {
      return; // not written, which the compiler reports
    }
    if (!CaseStyle.isSnake(text)) {
      String snake = CaseStyle.constant(text).toLowerCase(Locale.ROOT);
      String way = CaseStyle.isSnake(snake) ? " Write '" + snake + "'." : "";
      problems.add(ProblemCode.DI110, name.at(), text, way);
    } else if (Character.isDigit(text.charAt(0))) {
      problems.add(ProblemCode.DI111, name.at(), text, CaseStyle.constant(text));
    }
  }
}
