package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SinkModel;
import dev.durableingest.processor.model.SourceModel;

/** A table says by what its rows are sorted. */
final class TableIsOrdered implements ResourceRule {

  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    for (SinkModel sink : resource.sinks()) {
      if (sink instanceof SinkModel.TableModel table && table.orderBy().isEmpty()) {
        problems.add(ProblemCode.DI215, table.at(), table.name().value());
      }
    }
  }
}
