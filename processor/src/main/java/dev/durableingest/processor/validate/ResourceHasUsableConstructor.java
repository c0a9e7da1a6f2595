package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ConstructorModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;
import dev.durableingest.processor.model.TypeArgument;

/** A resource can be made with the config of its source or with nothing. */
final class ResourceHasUsableConstructor implements ResourceRule {
  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    ConstructorModel constructor = resource.constructor();
    boolean isJudgedElsewhere =
        !resource.shape().isTopLevel()
            || !resource.shape().isPublic()
            || resource.types().all().stream()
                .anyMatch(type -> type.state() == TypeArgument.State.UNDETERMINED);
    if (constructor.kind() == ConstructorModel.Kind.UNUSABLE && !isJudgedElsewhere) {
      String orConfig = source.config().map(config -> " or with " + config.text()).orElse("");
      problems.add(
          ProblemCode.DI113, constructor.at(), resource.simpleName(), constructor.fact(), orConfig);
    }
  }
}
