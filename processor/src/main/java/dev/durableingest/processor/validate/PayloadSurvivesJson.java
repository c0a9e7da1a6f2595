package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;
import dev.durableingest.processor.model.TypeArgument;

/** A payload can be kept as a dead letter and read back. */
final class PayloadSurvivesJson implements ResourceRule {

  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    TypeArgument payload = resource.types().payload();
    if (payload.isUsable() && payload.mirror() != null) {
      JsonForm.ofPayload(payload.mirror())
          .ifPresent(
              why ->
                  problems.add(
                      ProblemCode.DI306, payload.at(), resource.simpleName(), payload.text(), why));
    }
  }
}
