package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ScalarType;
import dev.durableingest.processor.model.SourceModel;

/** {@code @Json} stands on text. */
final class JsonIsText implements RecordRule {
  @Override
  public void check(SourceModel source, RecordModel record, Problems problems) {
    for (ColumnModel column : record.columns()) {
      boolean isText =
          column.kind() instanceof ColumnKind.ScalarKind scalar && scalar.type() == ScalarType.JSON;
      boolean isJudgedElsewhere =
          column.kind() instanceof ColumnKind.UnresolvedKind
              || column.kind() instanceof ColumnKind.UnsupportedKind;
      if (column.isJson() && !isText && !isJudgedElsewhere) {
        problems.add(ProblemCode.DI212, column.at(), column.component());
      }
    }
  }
}
