package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.pipeline.Guarantee;
import dev.durableingest.runtime.pipeline.PipelineOptions;
import dev.durableingest.runtime.wiring.ConfigException;
import dev.durableingest.runtime.wiring.ConfigOption;
import dev.durableingest.runtime.wiring.ConfigValues;
import dev.durableingest.runtime.wiring.ConfigValues.ConfigType;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.function.Consumer;

/** Makes the options of a pipeline from the values given for the workflow's own options. */
final class PipelineOptionsReader {
  /** A URL of a destination: any scheme, with or without an authority. */
  static final ConfigType<URI> DESTINATION = PipelineOptionsReader::parseDestination;

  // A URI cannot end behind its scheme; no URL of ours is a root folder.
  private static final String NO_PLACE = "/";

  private static final ConfigType<Long> POSITIVE_LONG = atLeastOne(ConfigType.LONG);
  private static final ConfigType<Integer> POSITIVE_INT = atLeastOne(ConfigType.INT);
  private static final ConfigType<String> PIPELINE_ID = PipelineOptionsReader::parsePipelineId;

  private final ConfigValues values;

  PipelineOptionsReader(ConfigValues values) {
    this.values = values;
  }

  /**
   * The options of the pipeline.
   *
   * @throws ConfigException for a value that cannot be read
   */
  PipelineOptions read() {
    PipelineOptions.Builder builder = PipelineOptions.builder();
    set("olap", DESTINATION, builder::olap);
    set("stream", DESTINATION, builder::stream);
    set("checkpoints", DESTINATION, url -> builder.checkpoints(withPlace(url)));
    set("dead-letters", DESTINATION, builder::deadLetters);
    set("require", ConfigType.enumOf(Guarantee.class), builder::require);
    set("pipeline-id", PIPELINE_ID, builder::pipelineId);
    set("batch-max-records", POSITIVE_INT, builder::batchMaxRecords);
    set("batch-max-bytes", POSITIVE_LONG, builder::batchMaxBytes);
    set("batch-linger", ConfigType.DURATION, builder::batchLinger);
    set("batch-max-attempts", POSITIVE_INT, builder::batchMaxAttempts);
    set("event-max-attempts", POSITIVE_INT, builder::eventMaxAttempts);
    set("dead-letters-max-in-row", POSITIVE_LONG, builder::deadLettersMaxInRow);
    set("dead-letters-max", POSITIVE_LONG, builder::deadLettersMax);
    set("dead-letters-window", POSITIVE_LONG, builder::deadLettersWindow);
    set("queue-max-events", POSITIVE_INT, builder::queueMaxEvents);
    set("queue-max-bytes", POSITIVE_LONG, builder::queueMaxBytes);
    set("max-events", POSITIVE_LONG, builder::maxEvents);
    set("for", ConfigType.DURATION, builder::runFor);
    set("until-idle", ConfigType.DURATION, builder::untilIdle);
    set("wait-for-lease", ConfigType.DURATION, builder::waitForLease);
    set("drain-timeout", ConfigType.DURATION, builder::drainTimeout);
    return builder.build();
  }

  private <V> void set(String option, ConfigType<V> type, Consumer<V> setter) {
    V value = values.value(option, type);
    if (value != null) {
      setter.accept(value);
    }
  }

  /** A scheme alone, as in {@code kafka:}, stands for the place of the data that has it. */
  private URI withPlace(URI checkpoints) {
    if (!checkpoints.getSchemeSpecificPart().equals(NO_PLACE)) {
      return checkpoints;
    }
    for (String option : List.of("stream", "olap")) {
      URI data = values.value(option, DESTINATION);
      if (data != null && data.getScheme().equalsIgnoreCase(checkpoints.getScheme())) {
        return data;
      }
    }
    throw new ConfigException(
        "--checkpoints: '"
            + checkpoints.getScheme()
            + ":' names no place, and neither --stream nor --olap goes to one of that kind.");
  }

  private static <N extends Number> ConfigType<N> atLeastOne(ConfigType<N> type) {
    return (option, text) -> {
      N value = type.parse(option, text);
      if (value.longValue() < 1) {
        throw new ConfigException("--" + option.option() + ": '" + text + "' is not 1 or more.");
      }
      return value;
    };
  }

  private static URI parseDestination(ConfigOption option, String text) {
    try {
      String stripped = text.strip();
      URI url = new URI(stripped.endsWith(":") ? stripped + NO_PLACE : stripped);
      if (url.getScheme() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Told below, in words that do not need the exception.
    }
    String like = option.defaultValue() == null ? "file:data/checkpoints" : option.defaultValue();
    throw new ConfigException(
        "--" + option.option() + ": '" + text + "' is not a URL such as " + like + ".");
  }

  private static String parsePipelineId(ConfigOption option, String text) {
    try {
      PipelineOptions.builder().pipelineId(text);
      return text;
    } catch (IllegalArgumentException e) {
      throw new ConfigException("--" + option.option() + ": " + e.getMessage() + ".");
    }
  }
}
