package dev.durableingest.processor.scan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.Name;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** The components of records, where compilers can point at them. */
final class Components {
  private Components() {}

  /**
   * The field of every component, in order. A compiler has no place to show for a component itself,
   * but one for its field, which is the same text and carries the same annotations.
   */
  static Map<RecordComponentElement, Element> fields(TypeElement record) {
    Map<Name, Element> byName = new HashMap<>();
    ElementFilter.fieldsIn(record.getEnclosedElements())
        .forEach(field -> byName.put(field.getSimpleName(), field));
    Map<RecordComponentElement, Element> fields = new LinkedHashMap<>();
    for (RecordComponentElement component : record.getRecordComponents()) {
      fields.put(component, byName.getOrDefault(component.getSimpleName(), component));
    }
    return fields;
  }
}
