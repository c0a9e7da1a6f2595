package dev.durableingest.processor.diagnose;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import org.jspecify.annotations.Nullable;

/**
 * Prints problems where they are. A problem in a class file has no place to point at, and for
 * Eclipse's compiler one in a record has none either, so it is shown at the source that uses the
 * class, with the name of the class.
 */
public final class ProblemPrinter {
  private final Messager messager;
  private final boolean isEclipse;
  private final Set<String> compiled = new HashSet<>();

  /**
   * @param environment the compiler's
   */
  public ProblemPrinter(ProcessingEnvironment environment) {
    this.messager = environment.getMessager();
    this.isEclipse = environment.getClass().getName().startsWith("org.eclipse.");
  }

  /** Says which top-level elements are being compiled from source. */
  public void addCompiled(Set<? extends Element> roots) {
    roots.forEach(root -> compiled.add(root.toString()));
  }

  /** Whether an element is being compiled from source, as opposed to read from a class file. */
  public boolean isCompiled(Element element) {
    return compiled.contains(Position.outermost(element).toString());
  }

  /** Prints a problem; {@code user} is shown where the problem itself has no place. */
  public void print(Problem problem, Element user) {
    Position position = problem.position();
    Position.Place place = position.place();
    if (place != null) {
      place.print(problem.code().kind(), problem.message());
    } else if (!isCompiled(position.element())) {
      printAt(user, problem, "in the class file of " + Position.outermost(position.element()));
    } else if (isEclipse && isInRecord(position.element())) {
      printAt(user, problem, "in record " + Position.outermost(position.element()));
    } else {
      messager.printMessage(
          problem.code().kind(),
          problem.message(),
          position.element(),
          position.annotation(),
          isEclipse ? memberOf(position) : position.value());
    }
  }

  private void printAt(Element user, Problem problem, String where) {
    messager.printMessage(problem.code().kind(), problem.message() + " (" + where + ")", user);
  }

  /** Eclipse's compiler has no place for one value of a list, but for the list. */
  private static @Nullable AnnotationValue memberOf(Position position) {
    AnnotationMirror annotation = position.annotation();
    AnnotationValue value = position.value();
    if (annotation != null && value != null) {
      for (AnnotationValue member : annotation.getElementValues().values()) {
        if (member.getValue() instanceof List<?> list && list.contains(value)) {
          return member;
        }
      }
    }
    return value;
  }

  /** Eclipse's compiler has no place for a record and its components, and would show no file. */
  private static boolean isInRecord(Element element) {
    Element enclosing = element.getEnclosingElement();
    return element.getKind() == ElementKind.RECORD
        || (element.getKind() == ElementKind.FIELD
            && enclosing != null
            && enclosing.getKind() == ElementKind.RECORD);
  }
}
