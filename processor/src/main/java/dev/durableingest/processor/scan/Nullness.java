package dev.durableingest.processor.scan;

import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;

/** Whether a component says that it may be null: any annotation named {@code Nullable} says so. */
final class Nullness {
  private Nullness() {}

  static boolean isNullable(RecordComponentElement component) {
    ExecutableElement accessor = component.getAccessor();
    return saysNullable(component)
        || saysNullable(component.asType())
        || saysNullable(accessor)
        || saysNullable(accessor.getReturnType());
  }

  static boolean saysNullable(AnnotatedConstruct construct) {
    return construct.getAnnotationMirrors().stream()
        .anyMatch(
            mirror ->
                mirror.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"));
  }
}
