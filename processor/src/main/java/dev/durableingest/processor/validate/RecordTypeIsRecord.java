package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;
import dev.durableingest.processor.model.TypeArgument;

/** What a resource writes is a record. */
final class RecordTypeIsRecord implements ResourceRule {
  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    TypeArgument record = resource.types().record();
    if (record.isUsable() && resource.types().columns() == null) {
      problems.add(ProblemCode.DI305, record.at(), resource.simpleName(), record.text());
    }
  }
}
