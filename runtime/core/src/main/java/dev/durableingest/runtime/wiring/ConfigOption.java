package dev.durableingest.runtime.wiring;

import org.jspecify.annotations.Nullable;

/**
 * One option of a source, as its config record declares it.
 *
 * @param component name of the record component
 * @param option the option without its dashes, {@code feed-url}
 * @param env the environment variable
 * @param type what a value looks like, in words of the registry: {@code string}, {@code boolean},
 *     {@code int}, {@code long}, {@code double}, {@code duration}, {@code uri}, {@code path},
 *     {@code enum(a, b)}, {@code list(string)} …
 * @param required whether a value must be given
 * @param secret whether the value must never be printed
 * @param defaultValue the value when nothing is given, or null
 * @param description one sentence for help, or empty
 */
public record ConfigOption(
    String component,
    String option,
    String env,
    String type,
    boolean required,
    boolean secret,
    @Nullable String defaultValue,
    String description) {}
