package dev.durableingest.processor.validate;

import dev.durableingest.processor.diagnose.Problems;
import dev.durableingest.processor.model.RecordModel;
import dev.durableingest.processor.model.SourceModel;

/** A rule that looks at one record at a time, each once, however many resources write it. */
interface RecordRule extends Rule {

  @Override
  default void check(SourceModel source, Problems problems) {
    source.records().forEach(record -> check(source, record, problems));
  }

  /** Adds a problem for everything in the record that breaks the rule. */
  void check(SourceModel source, RecordModel record, Problems problems);
}
