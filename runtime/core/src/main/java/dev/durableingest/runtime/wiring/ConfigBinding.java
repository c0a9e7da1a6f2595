package dev.durableingest.runtime.wiring;

import java.util.List;
import java.util.function.Function;

/**
 * The config record of a source, wired: its options, and how to make one from their values.
 *
 * @param options the options, in component order
 * @param factory makes the record; called once, after all options were found to have values
 * @param <T> the config record
 */
public record ConfigBinding<T>(List<ConfigOption> options, Function<ConfigValues, T> factory) {

  /** Keeps the list from being changed. */
  public ConfigBinding {
    options = List.copyOf(options);
  }

  /** No options at all, for a source that has no config record. */
  public static ConfigBinding<Object> none() {
    return new ConfigBinding<>(List.of(), values -> new Object());
  }
}
