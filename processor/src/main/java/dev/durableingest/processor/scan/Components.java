package dev.durableingest.processor.scan;

import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.util.ElementFilter;

/** The components of records, where compilers can point at them. */
final class Components {
  private Components() {}

  /**
   * The field of a component. A compiler has no place to show for the component itself, but one for
   * its field, which is the same text and carries the same annotations.
   */
  static Element field(RecordComponentElement component) {
    for (Element field :
        ElementFilter.fieldsIn(component.getEnclosingElement().getEnclosedElements())) {
      if (field.getSimpleName().equals(component.getSimpleName())) {
        return field;
      }
    }
    return component;
  }
}
