package dev.durableingest.processor.diagnose;

import java.util.Objects;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Where in the author's source something is written: an element, or an annotation on it, or a value
 * of that annotation. It travels with the model, so that no rule has to search for it.
 *
 * @param element the element
 * @param annotation the annotation on the element, or null
 * @param value the value in the annotation, or null
 * @param place a place inside the element that only the compiler's trees know, or null
 */
public record Position(
    Element element,
    @Nullable AnnotationMirror annotation,
    @Nullable AnnotationValue value,
    @Nullable Place place) {

  /** Prints at a place that is no element. */
  @FunctionalInterface
  public interface Place {
    /** Prints a message there. */
    void print(Diagnostic.Kind kind, String message);
  }

  /** The place where an element is declared. */
  public static Position of(Element element) {
    return new Position(element, null, null, null);
  }

  /** The place of an annotation. */
  public static Position of(Element element, AnnotationMirror annotation) {
    return new Position(element, annotation, null, null);
  }

  /** A place inside an element. */
  public static Position of(Element element, Place place) {
    return new Position(element, null, null, place);
  }

  /** The place of another value of the same annotation. */
  public Position at(AnnotationValue other) {
    return new Position(element, annotation, other, null);
  }

  /** Written out, because a cold compiler takes longer to link what a record has by itself. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Position that
        && element.equals(that.element)
        && Objects.equals(annotation, that.annotation)
        && Objects.equals(value, that.value)
        && Objects.equals(place, that.place);
  }

  @Override
  public int hashCode() {
    return element.hashCode();
  }

  /** The top-level class that an element is in. */
  public static Element outermost(Element element) {
    Element enclosing = element.getEnclosingElement();
    return enclosing == null || enclosing.getKind() == ElementKind.PACKAGE
        ? element
        : outermost(enclosing);
  }
}
