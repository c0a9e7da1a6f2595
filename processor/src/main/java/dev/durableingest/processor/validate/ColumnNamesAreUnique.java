package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.SourceModel;
import java.util.HashMap;
import java.util.Map;

/** No two components of a record make one column. */
final class ColumnNamesAreUnique implements RecordRule {
  @Override
  public void check(SourceModel source, RecordModel record, Problems problems) {
    Map<String, ColumnModel> byName = new HashMap<>();
    for (ColumnModel column : record.columns()) {
      ColumnModel first = byName.putIfAbsent(column.name().value(), column);
      if (first != null) {
        problems.add(
            ProblemCode.DI205,
            column.name().at(),
            first.component(),
            column.component(),
            record.simpleName(),
            column.name().value());
      }
    }
  }
}
