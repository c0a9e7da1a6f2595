package dev.durableingest.processor.generate;

import com.palantir.javapoet.CodeBlock;
import dev.durableingest.processor.model.TypeArgument;
import java.util.ArrayList;
import java.util.List;
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

  static CodeBlock of(TypeArgument payload) {
    TypeMirror type = payload.mirror();
    if (type != null && type.getKind() == TypeKind.DECLARED) {
      TypeElement element = (TypeElement) ((DeclaredType) type).asElement();
      if (element.getKind() == ElementKind.RECORD) {
        return ofRecord(element);
      }
    }
    return CodeBlock.of("$T::of", RuntimeTypes.PAYLOAD_SIZE);
  }

  private static CodeBlock ofRecord(TypeElement record) {
    List<CodeBlock> terms = new ArrayList<>();
    terms.add(CodeBlock.of("$T.OBJECT", RuntimeTypes.PAYLOAD_SIZE));
    int primitiveBytes = 0;
    for (RecordComponentElement component : record.getRecordComponents()) {
      if (component.asType().getKind().isPrimitive()) {
        primitiveBytes += PRIMITIVE_BYTES;
      } else if (component.asType().getKind() != TypeKind.VOID) { // which the compiler reports
        terms.add(
            CodeBlock.of(
                "$T.of(payload.$L())", RuntimeTypes.PAYLOAD_SIZE, component.getSimpleName()));
      }
    }
    if (primitiveBytes > 0) {
      terms.add(CodeBlock.of("$L", primitiveBytes));
    }
    return CodeBlock.of("payload ->\n$>$>$L$<$<", CodeBlock.join(terms, "\n$>$>+ $<$<"));
  }
}
