package dev.durableingest.runtime.pipeline;

/** What the values of options may be. */
final class OptionLimits {
  private OptionLimits() {}

  static <N extends Number> N atLeastOne(String option, N value) {
    if (value.longValue() < 1) {
      throw new IllegalArgumentException("--" + option + " is 1 or more, was " + value);
    }
    return value;
  }

  static String pipelineId(String id) {
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
      throw new IllegalArgumentException(
          "A pipeline id is up to 100 letters, digits, dots, dashes and underscores, was '"
              + id
              + "'");
    }
    return id;
  }
}
