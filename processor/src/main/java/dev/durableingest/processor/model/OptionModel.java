package dev.durableingest.processor.model;

import dev.durableingest.processor.diagnose.Position;
import org.jspecify.annotations.Nullable;

/**
 * A component of a config record.
 *
 * @param component name of the component
 * @param option name of the option without dashes
 * @param env name of the environment variable
 * @param type what it holds
 * @param saysNullable whether the author wrote that it may be null
 * @param isRequired whether a value must be given
 * @param isSecret whether it must not be printed
 * @param defaultValue the default as written, or null
 * @param description one sentence; may be empty
 * @param at the component
 */
public record OptionModel(
    String component,
    Located<String> option,
    Located<String> env,
    OptionType type,
    boolean saysNullable,
    boolean isRequired,
    boolean isSecret,
    @Nullable Located<String> defaultValue,
    String description,
    Position at) {}
