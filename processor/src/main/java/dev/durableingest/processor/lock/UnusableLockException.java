package dev.durableingest.processor.lock;

import dev.durableingest.processor.diagnose.ProblemCode;
import java.util.List;

/** Nothing can be done with a lock, and why. */
final class UnusableLockException extends Exception {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final transient List<Object> arguments;

  /**
   * @param code why
   * @param arguments the values of its text
   */
  UnusableLockException(ProblemCode code, Object... arguments) {
    super(code.name());
    this.code = code;
    this.arguments = List.of(arguments);
  }

  ProblemCode code() {
    return code;
  }

  Object[] arguments() {
    return arguments.toArray();
  }
}
