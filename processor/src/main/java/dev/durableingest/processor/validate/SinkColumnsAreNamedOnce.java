package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.Located;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SinkModel;
import dev.durableingest.processor.model.SourceModel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A list of columns names each of them once. */
final class SinkColumnsAreNamedOnce implements ResourceRule {

  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    for (SinkModel sink : resource.sinks()) {
      if (sink instanceof SinkModel.TableModel table) {
        check("orderBy", table.orderBy(), problems);
        check("partitionBy", table.partitionBy(), problems);
      }
    }
  }

  private static void check(String member, List<Located<String>> names, Problems problems) {
    Set<String> seen = new HashSet<>();
    for (Located<String> name : names) {
      if (!seen.add(name.value())) {
        problems.add(ProblemCode.DI220, name.at(), member, name.value());
      }
    }
  }
}
