package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.ProblemCode;
import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;
import dev.durableingest.processor.model.TypeArgument;

/** A cursor can be saved in a checkpoint and read back. */
final class CursorSurvivesJson implements ResourceRule {

  @Override
  public void check(SourceModel source, ResourceModel resource, Problems problems) {
    TypeArgument cursor = resource.types().cursor();
    if (cursor.isUsable() && cursor.mirror() != null && !cursor.isVoid()) {
      JsonForm.ofCursor(cursor.mirror())
          .ifPresent(
              why ->
                  problems.add(
                      ProblemCode.DI309, cursor.at(), resource.simpleName(), cursor.text(), why));
    }
  }
}
