package dev.durableingest.processor.generate;

import dev.durableingest.processor.model.TypeArgument;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The lambda that estimates how many bytes a payload keeps. */
final class PayloadSizeCode {
  private static final int PRIMITIVE_BYTES = 8;

  private PayloadSizeCode() {}

  static String of(TypeArgument payload, String payloadSize) {
    TypeMirror type = payload.mirror();
    if (type != null && type.getKind() == TypeKind.DECLARED) {
      TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
      if (element.getKind() == ElementKind.RECORD) {
        return ofRecord(element, payloadSize);
      }
    }
    return payloadSize + "::of";
  }

  private static String ofRecord(TypeElement record, String payloadSize) {
    StringBuilder sum = new StringBuilder("payload ->\n    " + payloadSize + ".OBJECT");
    int primitiveBytes = 0;
    for (RecordComponentElement component : record.getRecordComponents()) {
      if (component.asType().getKind().isPrimitive()) {
        primitiveBytes += PRIMITIVE_BYTES;
      } else if (component.asType().getKind() != TypeKind.VOID) { // which the compiler reports
        sum.append("\n        + ")
            .append(payloadSize)
            .append(".of(payload.")
            .append(component.getSimpleName())
            .append("())");
      }
    }
    if (primitiveBytes > 0) {
      sum.append("\n        + ").append(primitiveBytes);
    }
    return sum.toString();
  }
}
