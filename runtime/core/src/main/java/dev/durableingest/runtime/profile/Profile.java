package dev.durableingest.runtime.profile;

import dev.durableingest.runtime.pipeline.Pipeline;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.sink.Finding;
import java.util.List;
import java.util.Map;

/** A project that is there already. Immutable. */
public interface Profile {

  /** What it is, for people: {@code moose, of ./moose.config.toml}. */
  String description();

  /**
   * The values that it has for options of the workflow, by name without dashes. Whatever is given
   * for an option by the user wins.
   */
  Map<String, Value> values();

  /**
   * The pipeline as the project wants it: its names, its encodings, its dead letters.
   *
   * @param pipeline as it was compiled
   * @param options how it will be run, with the values that are in force
   */
  Pipeline apply(Pipeline pipeline, PipelineOptions options);

  /**
   * What {@code check} tells of it beside destinations and store. Changes nothing.
   *
   * @param pipeline as it was compiled
   * @param options how it will be run
   */
  default List<Finding> check(Pipeline pipeline, PipelineOptions options) {
    return List.of();
  }

  /**
   * A value of an option.
   *
   * @param text the value
   * @param origin where it was found, for people, without secrets: {@code broker from
   *     MOOSE_KAFKA_CONFIG__BROKER}
   */
  record Value(String text, String origin) {}
}
