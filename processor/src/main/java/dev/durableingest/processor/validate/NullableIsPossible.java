package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.ColumnModel.Presence;
import dev.durableingest.processor.model.ConfigModel;
import dev.durableingest.processor.model.OptionModel;
import dev.durableingest.processor.model.OptionType.Form;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.SourceModel;
import java.util.List;

/** {@code @Nullable} stands only on what can be null. */
final class NullableIsPossible implements Rule {
  private static final String PRIMITIVE = "a primitive is never null";
  private static final String OPTIONAL = "an Optional is never null itself";

  @Override
  public void check(SourceModel source, Problems problems) {
    for (RecordModel record : source.records()) {
      record.columns().stream()
          .filter(ColumnModel::saysNullable)
          .forEach(column -> check(record, column, problems));
    }
    source.config().map(ConfigModel::options).orElse(List.of()).stream()
        .filter(OptionModel::saysNullable)
        .forEach(option -> check(source, option, problems));
  }

  private static void check(RecordModel record, ColumnModel column, Problems problems) {
    boolean isPrimitive = column.presence() == Presence.PRIMITIVE;
    if (isPrimitive || column.presence() == Presence.OPTIONAL) {
      problems.add(
          ProblemCode.DI222,
          column.at(),
          column.component(),
          record.simpleName(),
          isPrimitive ? PRIMITIVE : OPTIONAL,
          wayOut(isPrimitive));
    }
  }

  private static void check(SourceModel source, OptionModel option, Problems problems) {
    boolean isPrimitive = option.type().form() == Form.PRIMITIVE;
    if (isPrimitive || option.type().form() == Form.OPTIONAL) {
      problems.add(
          ProblemCode.DI408,
          option.at(),
          option.option().value(),
          source.config().map(ConfigModel::text).orElse(""),
          isPrimitive ? PRIMITIVE : OPTIONAL,
          wayOut(isPrimitive));
    }
  }

  private static String wayOut(boolean isPrimitive) {
    return isPrimitive
        ? "Use the class for it, such as Integer or Boolean, or remove @Nullable."
        : "Remove @Nullable.";
  }
}
