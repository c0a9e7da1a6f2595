package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ColumnKind;
import dev.durableingest.processor.model.ColumnModel;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.ScalarType;
import dev.durableingest.processor.model.SinkModel;
import dev.durableingest.processor.model.SourceModel;
import java.util.EnumSet;
import java.util.Set;

/** The version of a table has an order in time and is no part of what makes rows the same. */
final class VersionTellsWhichIsNewer implements ResourceRule {
  private static final Set<ScalarType> GROWING =
      EnumSet.of(
          ScalarType.INT8,
          ScalarType.INT16,
          ScalarType.INT32,
          ScalarType.INT64,
          ScalarType.TIMESTAMP,
          ScalarType.DATE);

  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    RecordModel record = resource.types().columns();
    for (SinkModel sink : resource.sinks()) {
      if (record != null && sink instanceof SinkModel.TableModel table) {
        Located<String> version = table.version();
        record
            .column(version.value())
            .filter(column -> !isGrowing(column))
            .ifPresent(
                column ->
                    problems.add(
                        ProblemCode.DI218,
                        version.at(),
                        version.value(),
                        record.simpleName(),
                        column.describe()));
        if (!version.value().isEmpty() && table.orderByNames().contains(version.value())) {
          problems.add(ProblemCode.DI221, version.at(), version.value());
        }
      }
    }
  }

  private static boolean isGrowing(ColumnModel column) {
    return column.isJudgedElsewhere()
        || (!column.isNullable()
            && column.kind() instanceof ColumnKind.ScalarKind scalar
            && GROWING.contains(scalar.type()));
  }
}
