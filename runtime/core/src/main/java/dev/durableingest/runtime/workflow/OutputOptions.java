package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.wiring.ConfigValues;
import dev.durableingest.runtime.wiring.ConfigValues.ConfigType;

/**
 * What is printed, and how.
 *
 * @param json JSON lines on standard output instead of text
 * @param verbose with stack traces and debug logs
 * @param progress how a person is told how a run goes
 */
record OutputOptions(boolean json, boolean verbose, Progress progress) {

  /** The values of {@code --progress}. */
  enum Progress {
    AUTO,
    ALWAYS,
    NEVER
  }

  static OutputOptions of(ConfigValues values) {
    return new OutputOptions(
        isOn(values, "json"),
        isOn(values, "verbose"),
        values.required("progress", ConfigType.enumOf(Progress.class)));
  }

  /** How a person is told on this shell. */
  TextReport.Style style(Shell shell) {
    return switch (progress) {
      case AUTO -> shell.errIsTerminal() ? TextReport.Style.LIVE : TextReport.Style.LINES;
      case ALWAYS -> TextReport.Style.LIVE;
      case NEVER -> TextReport.Style.PROBLEMS;
    };
  }

  /** Whether a flag is given and not switched off. */
  static boolean isOn(ConfigValues values, String flag) {
    return Boolean.TRUE.equals(values.value(flag, ConfigType.BOOLEAN));
  }
}
