package dev.durableingest.processor.model;

import dev.durableingest.processor.diagnose.Position;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * A type argument of a resource.
 *
 * @param role what it is, in words: payload, record or cursor
 * @param state what is known of it
 * @param mirror the type, or null when nothing is known
 * @param text the type as a person writes it, or why nothing is known
 * @param isVisible whether it can be named in the package of the source
 * @param isVoid whether it is {@code Void}
 * @param at where it is written, or the resource
 */
public record TypeArgument(
    String role,
    State state,
    @Nullable TypeMirror mirror,
    String text,
    boolean isVisible,
    boolean isVoid,
    Position at) {

  /** What is known of a type argument. */
  public enum State {
    /** A type that exists and is not generic. */
    KNOWN,
    /** A type that has type parameters. */
    GENERIC,
    /** Raw, a type variable or a wildcard. */
    UNDETERMINED,
    /** A type that does not exist, which the compiler reports. */
    UNRESOLVED
  }

  /** Whether generated code can name it. */
  public boolean isUsable() {
    return state == State.KNOWN && isVisible;
  }
}
