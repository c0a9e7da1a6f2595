package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.ResourceModel;
import dev.durableingest.processor.model.SourceModel;

/** A rule that looks at one resource at a time. */
interface ResourceRule extends Rule {

  @Override
  default void check(SourceModel source, Problems problems) {
    source.resources().forEach(resource -> check(source, resource, problems));
  }

  /** Adds a problem for everything in the resource that breaks the rule. */
  void check(SourceModel source, ResourceModel resource, Problems problems);
}
