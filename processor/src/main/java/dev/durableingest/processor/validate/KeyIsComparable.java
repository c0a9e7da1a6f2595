package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SinkModel;
import dev.durableingest.processor.model.SourceModel;

/** Two message keys that are equal look alike, and there is always one. */
final class KeyIsComparable implements ResourceRule {

  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    RecordModel record = resource.types().columns();
    for (SinkModel sink : resource.sinks()) {
      if (record != null && sink instanceof SinkModel.StreamModel stream) {
        record
            .column(stream.key().value())
            .filter(column -> !column.isJudgedElsewhere())
            .ifPresent(column -> check(record, column, stream.key(), problems));
      }
    }
  }

  private static void check(
      RecordModel record, ColumnModel column, Located<String> key, Problems problems) {
    if (!column.kind().isDiscrete()) {
      problems.add(
          ProblemCode.DI216, key.at(), key.value(), record.simpleName(), column.kind().toString());
    } else if (column.isNullable()) {
      problems.add(ProblemCode.DI217, key.at(), key.value(), record.simpleName());
    }
  }
}
