package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.SourceModel;

/** A record has something to write. */
final class RecordHasColumns implements RecordRule {
  @Override
  public void check(SourceModel source, RecordModel record, Problems problems) {
    if (record.columns().isEmpty()) {
      problems.add(ProblemCode.DI213, Position.of(record.type()), record.simpleName());
    }
  }
}
