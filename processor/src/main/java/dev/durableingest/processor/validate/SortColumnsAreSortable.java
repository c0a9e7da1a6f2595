package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Position;
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

/** A sort column always has a value, of a type with one order and one equality. */
final class SortColumnsAreSortable implements ResourceRule {

  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    RecordModel record = resource.types().columns();
    for (SinkModel sink : resource.sinks()) {
      if (record != null && sink instanceof SinkModel.TableModel table) {
        for (Located<String> name : table.orderBy()) {
          record
              .column(name.value())
              .ifPresent(column -> check(record, column, name.at(), problems));
        }
      }
    }
  }

  private static void check(
      RecordModel record, ColumnModel column, Position at, Problems problems) {
    String name = column.name().value();
    String instead = instead(column.kind());
    if (!instead.isEmpty()) {
      problems.add(
          ProblemCode.DI208, at, name, record.simpleName(), column.kind().toString(), instead);
    } else if (column.isNullable()) {
      problems.add(ProblemCode.DI207, at, name, record.simpleName());
    }
  }

  private static String instead(ColumnKind kind) {
    if (kind instanceof ColumnKind.ScalarKind scalar) {
      return scalar.type().isFloating()
          ? "BigDecimal with @Decimal"
          : scalar.type() == ScalarType.JSON ? "a component for the part that sorts" : "";
    }
    boolean isComposite =
        kind instanceof ColumnKind.ListKind
            || kind instanceof ColumnKind.MapKind
            || kind instanceof ColumnKind.StructKind;
    return isComposite ? "a component for the part that sorts" : "";
  }
}
