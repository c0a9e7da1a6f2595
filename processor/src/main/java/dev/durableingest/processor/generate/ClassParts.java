package dev.durableingest.processor.generate;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** What the generated classes have in common. */
final class ClassParts {
  private static final String PROCESSOR = "dev.durableingest.processor.DurableIngestProcessor";
  private static final ClassName GENERATED =
      ClassName.get("javax.annotation.processing", "Generated");

  private final boolean marksGenerated;

  /**
   * @param marksGenerated whether the module that is compiled can see {@code @Generated}
   */
  ClassParts(boolean marksGenerated) {
    this.marksGenerated = marksGenerated;
  }

  /** A final class. No date and no tool version: the same input must give the same bytes. */
  TypeSpec.Builder finalClass(ClassName name) {
    TypeSpec.Builder type = TypeSpec.classBuilder(name).addModifiers(Modifier.FINAL);
    if (marksGenerated) {
      type.addAnnotation(
          AnnotationSpec.builder(GENERATED).addMember("value", "$S", PROCESSOR).build());
    }
    return type;
  }

  /** A constructor that nobody can call. */
  static MethodSpec privateConstructor() {
    return MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build();
  }
}
