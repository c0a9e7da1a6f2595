package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ReplayModel;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;

/** What is replayed from a checkpoint has one. */
final class ReplayHasCursor implements ResourceRule {
  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    ReplayModel replay = resource.replay();
    if (!resource.types().cursor().isVoid() || replay.value().value().equals(ReplayModel.NONE)) {
      return;
    }
    if (replay.isWritten() && replay.value().value().equals(ReplayModel.FROM_CHECKPOINT)) {
      problems.add(ProblemCode.DI307, replay.value().at(), resource.simpleName());
    } else {
      problems.add(ProblemCode.DI308, replay.value().at(), resource.name().value());
    }
  }
}
