package dev.durableingest.processor.diagnose;

/**
 * A mistake in what the author wrote.
 *
 * @param code which kind of mistake
 * @param position where it is
 * @param message the whole text, code included
 */
public record Problem(ProblemCode code, Position position, String message) {}
