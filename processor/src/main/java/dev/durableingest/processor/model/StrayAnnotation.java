package dev.durableingest.processor.model;

import dev.durableingest.processor.diagnose.Position;

/**
 * An annotation on a component of a record that is not read there.
 *
 * @param annotation its simple name
 * @param component the component
 * @param record simple name of the record
 * @param use what the record is, in words, or empty where the source does not use it
 * @param at the annotation
 */
public record StrayAnnotation(
    String annotation, String component, String record, String use, Position at) {}
