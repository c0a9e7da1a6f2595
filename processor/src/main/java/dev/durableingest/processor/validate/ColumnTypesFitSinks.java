package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.SourceModel;

/** Every component has a type that a sink can hold and that generated code can name. */
final class ColumnTypesFitSinks implements RecordRule {

  @Override
  public void check(SourceModel source, RecordModel record, Problems problems) {
    for (ColumnModel column : record.columns()) {
      column
          .kind()
          .parts() // not those of nested records, which are checked themselves
          .filter(ColumnTypesFitSinks::isUnfit)
          .findFirst()
          .ifPresent(kind -> report(source, record, column, kind, problems));
    }
  }

  private static boolean isUnfit(ColumnKind kind) {
    return kind instanceof ColumnKind.UnsupportedKind
        || kind instanceof ColumnKind.UnsizedDecimalKind
        || kind instanceof ColumnKind.InvisibleKind;
  }

  private static void report(
      SourceModel source,
      RecordModel record,
      ColumnModel column,
      ColumnKind kind,
      Problems problems) {
    if (kind instanceof ColumnKind.UnsupportedKind unsupported) {
      problems.add(
          ProblemCode.DI209,
          column.at(),
          column.component(),
          record.simpleName(),
          unsupported.type(),
          unsupported.advice());
    } else if (kind instanceof ColumnKind.InvisibleKind invisible) {
      problems.add(ProblemCode.DI304, column.at(), invisible.type(), source.packageName());
    } else {
      problems.add(ProblemCode.DI210, column.at(), column.component(), record.simpleName());
    }
  }
}
