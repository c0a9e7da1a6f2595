package dev.durableingest.processor.scan;

import java.util.List;
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
    Element record = component.getEnclosingElement();
    List<? extends Element> members = record == null ? List.of() : record.getEnclosedElements();
    for (Element field : ElementFilter.fieldsIn(members)) {
      if (field.getSimpleName().equals(component.getSimpleName())) {
        return field;
      }
    }
    return component;
  }
}
