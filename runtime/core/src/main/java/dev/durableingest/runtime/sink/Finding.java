package dev.durableingest.runtime.sink;

/**
 * One thing that {@code check} has looked at.
 *
 * @param what what was looked at: "duckdb:data/a.duckdb, table 'trades'"
 * @param outcome how it is
 * @param fact the fact that shows it, and the way out where it is not well; one line, without
 *     secrets
 */
public record Finding(String what, Outcome outcome, String fact) {

  /** How a thing is. */
  public enum Outcome {
    /** A run can rely on it. */
    OK,
    /** A run works, but promises less, or it could not be looked at. */
    WEAK,
    /** A run would not work. */
    FAILS
  }

  /** A run can rely on it. */
  public static Finding ok(String what, String fact) {
    return new Finding(what, Outcome.OK, fact);
  }

  /** A run works, but promises less, or it could not be looked at. */
  public static Finding weak(String what, String fact) {
    return new Finding(what, Outcome.WEAK, fact);
  }

  /** A run would not work. */
  public static Finding fails(String what, String fact) {
    return new Finding(what, Outcome.FAILS, fact);
  }

  /** A run would fail of this. */
  public static Finding fails(String what, SinkException failure) {
    return fails(what, String.valueOf(failure.getMessage()));
  }
}
