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
        checkColumn(column, problems);
      }
    }
  }

  private static void checkColumn(ColumnModel column, Problems problems) {
    String name = column.name().value();
    if (!column.name().at().equals(column.at())) {
      checkName(column.name(), problems);
    } else if (!CaseStyle.isSnake(name)) {
      problems.add(ProblemCode.DI110, column.at(), name, " Name the column with @Column.");
    }
  }

  private static void checkName(Located<String> name, Problems problems) {
    String text = name.value();
    if (name.at().value() == null) {
      return; // not written, which the compiler reports
    }
    if (!CaseStyle.isSnake(text)) {
      String snake = CaseStyle.constant(text).toLowerCase(Locale.ROOT).replaceAll("^_|_$", "");
      boolean canBeWritten = CaseStyle.isSnake(snake) && text.chars().allMatch(c -> c < 128);
      String way = canBeWritten ? " Write '" + snake + "'." : " It has a to z, 0 to 9 and _.";
      problems.add(ProblemCode.DI110, name.at(), text, way);
    } else if (Character.isDigit(text.charAt(0))) {
      problems.add(ProblemCode.DI111, name.at(), text, CaseStyle.constant(text));
    }
  }
}
