package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.DecimalModel;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.SourceModel;

/** {@code @Decimal} stands on decimals and says a width that sinks have. */
final class DecimalsArePossible implements RecordRule {

  @Override
  public void check(SourceModel source, RecordModel record, Problems problems) {
    for (ColumnModel column : record.columns()) {
      Position at = column.decimal().map(DecimalModel::at).orElse(column.at());
      if (isStray(column)) {
        problems.add(ProblemCode.DI214, at, column.component());
      } else {
        checkWidth(column.kind(), at, problems);
      }
    }
  }

  private static boolean isStray(ColumnModel column) {
    return column.kind().parts().anyMatch(ColumnKind.StrayDecimalKind.class::isInstance)
        || (column.decimal().isPresent() && !holdsDecimal(column.kind()) && isKnown(column.kind()));
  }

  private static void checkWidth(ColumnKind kind, Position at, Problems problems) {
    if (kind instanceof ColumnKind.DecimalKind decimal) {
      DecimalModel width = new DecimalModel(decimal.precision(), decimal.scale(), at);
      if (!width.isPossible()) {
        problems.add(ProblemCode.DI211, at, width.precision(), width.scale());
      }
    } else if (kind instanceof ColumnKind.ListKind list) {
      checkWidth(list.element(), at, problems);
    } else if (kind instanceof ColumnKind.MapKind map) {
      checkWidth(map.key(), at, problems);
      checkWidth(map.value(), at, problems);
    }
  }

  private static boolean holdsDecimal(ColumnKind kind) {
    if (kind instanceof ColumnKind.ListKind list) {
      return holdsDecimal(list.element());
    }
    if (kind instanceof ColumnKind.MapKind map) {
      return holdsDecimal(map.key()) || holdsDecimal(map.value());
    }
    return kind instanceof ColumnKind.DecimalKind;
  }

  private static boolean isKnown(ColumnKind kind) {
    return !(kind instanceof ColumnKind.UnresolvedKind)
        && !(kind instanceof ColumnKind.UnsupportedKind);
  }
}
