package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SinkModel;
import dev.durableingest.processor.model.SourceModel;

/** A table is split by what is always there and is equal or not. */
final class PartitionColumnsAreDiscrete implements ResourceRule {

  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    RecordModel record = resource.types().columns();
    for (SinkModel sink : resource.sinks()) {
      if (record != null && sink instanceof SinkModel.TableModel table) {
        table.partitionBy().forEach(name -> check(record, name, problems));
      }
    }
  }

  private static void check(RecordModel record, Located<String> name, Problems problems) {
    record
        .column(name.value())
        .filter(column -> column.isNullable() || !column.kind().isDiscrete())
        .filter(column -> !column.isJudgedElsewhere())
        .ifPresent(
            column ->
                problems.add(
                    ProblemCode.DI219,
                    name.at(),
                    name.value(),
                    record.simpleName(),
                    column.describe()));
  }
}
