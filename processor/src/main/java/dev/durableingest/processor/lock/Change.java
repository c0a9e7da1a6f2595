package dev.durableingest.processor.lock;

import dev.durableingest.processor.diagnose.Position;
import dev.durableingest.processor.diagnose.ProblemCode;
import java.util.List;

/**
 * A difference between the lock and what is compiled.
 *
 * @param code which kind; an error for one that breaks what is stored
 * @param at where the changed thing is written
 * @param subject what has changed, in a few words
 * @param arguments the values of the code's text
 */
record Change(ProblemCode code, Position at, String subject, List<Object> arguments) {

  static Change breaking(ProblemCode code, Position at, String subject, Object... arguments) {
    return new Change(code, at, subject, List.of(arguments));
  }

  /** A difference that breaks nothing. */
  static Change additive(Position at, String what) {
    return new Change(ProblemCode.DI606, at, what, List.of(what));
  }

  boolean isBreaking() {
    return code.isError();
  }
}
