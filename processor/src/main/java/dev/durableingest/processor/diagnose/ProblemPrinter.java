package dev.durableingest.processor.diagnose;

import java.util.HashSet;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;

/**
 * Prints problems where they are. A problem in a class file has no place to point at, so it is
 * shown at the source that uses the class, with the name of the class.
 */
public final class ProblemPrinter {
  private final Messager messager;
  private final Set<String> compiled = new HashSet<>();

  /**
   * @param messager the compiler's
   */
  public ProblemPrinter(Messager messager) {
    this.messager = messager;
  }

  /** Says which top-level elements are being compiled from source. */
  public void addCompiled(Set<? extends Element> roots) {
    roots.forEach(root -> compiled.add(root.toString()));
  }

  /** Whether an element is being compiled from source, as opposed to read from a class file. */
  public boolean isCompiled(Element element) {
    return compiled.contains(Position.outermost(element).toString());
  }

  /** Prints a problem; {@code user} is shown where the problem itself is in a class file. */
  public void print(Problem problem, Element user) {
    Position position = problem.position();
    Position.Place place = position.place();
    if (place != null) {
      place.print(problem.code().kind(), problem.message());
    } else if (isCompiled(position.element())) {
      messager.printMessage(
          problem.code().kind(),
          problem.message(),
          position.element(),
          position.annotation(),
          position.value());
    } else {
      String where = " (in the class file of " + Position.outermost(position.element()) + ")";
      messager.printMessage(problem.code().kind(), problem.message() + where, user);
    }
  }
}
