package dev.durableingest.runtime.workflow;

import dev.durableingest.runtime.wiring.ConfigOption;
import java.util.List;

/**
 * Options that belong together in help.
 *
 * @param heading what they are about
 * @param options the options, in the order of help
 */
record OptionGroup(String heading, List<ConfigOption> options) {
  OptionGroup {
    options = List.copyOf(options);
  }
}
