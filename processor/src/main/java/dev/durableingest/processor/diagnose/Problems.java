package dev.durableingest.processor.diagnose;

import java.util.ArrayList;
import java.util.List;

/** The problems found so far, in the order in which they are shown. Single-threaded. */
public final class Problems {
  private final List<Problem> problems = new ArrayList<>();

  /** Adds a problem; the arguments fill the text of its code. */
  public void add(ProblemCode code, Position position, Object... arguments) {
    problems.add(new Problem(code, position, code.message(arguments)));
  }

  /** All of them, notes included. */
  public List<Problem> all() {
    return List.copyOf(problems);
  }

  /** Whether one of them has this code. */
  public boolean has(ProblemCode code) {
    return problems.stream().anyMatch(problem -> problem.code() == code);
  }

  /** Whether one of them keeps the source from compiling. */
  public boolean hasErrors() {
    return problems.stream().anyMatch(problem -> problem.code().isError());
  }
}
