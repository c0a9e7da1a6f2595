package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ClosestName;
import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SinkModel;
import dev.durableingest.processor.model.SourceModel;

/** What {@code orderBy}, {@code version}, {@code partitionBy} and {@code key} name are columns. */
final class SinkColumnsExist implements ResourceRule {

  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    RecordModel record = resource.types().columns();
    if (record == null || record.columns().isEmpty()) {
      return;
    }
    for (SinkModel sink : resource.sinks()) {
      if (sink instanceof SinkModel.TableModel table) {
        table.orderBy().forEach(name -> check(record, name, "orderBy", problems));
        check(record, table.version(), "version", problems);
        table.partitionBy().forEach(name -> check(record, name, "partitionBy", problems));
      } else if (sink instanceof SinkModel.StreamModel stream) {
        check(record, stream.key(), "key", problems);
      }
    }
  }

  private static void check(
      RecordModel record, Located<String> name, String member, Problems problems) {
    boolean isDefault = name.value().isEmpty() && !member.endsWith("By");
    if (!isDefault && record.column(name.value()).isEmpty()) {
      problems.add(
          ProblemCode.DI206,
          name.at(),
          record.simpleName(),
          name.value(),
          member,
          String.join(", ", record.columnNames()),
          ClosestName.suggestion(name.value(), record.columnNames()));
    }
  }
}
