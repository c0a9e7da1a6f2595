package dev.durableingest.processor.model;

import dev.durableingest.processor.diagnose.Position;

/**
 * A value and where the author wrote it.
 *
 * @param value the value
 * @param at where it is written, or the annotation whose default it is
 * @param <T> type of the value
 */
public record Located<T>(T value, Position at) {}
