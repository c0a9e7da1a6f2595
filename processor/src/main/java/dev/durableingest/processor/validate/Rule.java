package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.SourceModel;

/** One sentence of the language, named as what must be true. */
interface Rule {

  /** Adds a problem for everything that breaks the rule. */
  void check(SourceModel source, Problems problems);
}
