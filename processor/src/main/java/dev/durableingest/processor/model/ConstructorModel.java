package dev.durableingest.processor.model;

import dev.durableingest.processor.diagnose.Position;

/**
 * How an instance of a source or resource is made.
 *
 * @param kind which constructor there is
 * @param fact where none is usable: what there is instead
 * @param at the constructor that comes nearest, or the class
 */
public record ConstructorModel(Kind kind, String fact, Position at) {

  /** The constructors that generated code can call. */
  public enum Kind {
    /** A public one without arguments. */
    NO_ARGUMENTS,
    /** A public one that takes the config. */
    CONFIG,
    /** None of these. */
    UNUSABLE
  }

  /** Whether it takes the config. */
  public boolean takesConfig() {
    return kind == Kind.CONFIG;
  }
}
