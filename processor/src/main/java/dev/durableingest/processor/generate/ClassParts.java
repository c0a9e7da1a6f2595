package dev.durableingest.processor.generate;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** What the generated classes have in common. */
final class ClassParts {
  /** The value of the annotation: the class that generates. */
  static final String MARK = "\"dev.durableingest.processor.DurableIngestProcessor\"";

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
    annotation()
        .map(one -> AnnotationSpec.builder(one).addMember("value", MARK).build())
        .ifPresent(type::addAnnotation);
    return type;
  }

  /** The annotation that says who made a class, where it can be seen. */
  Optional<ClassName> annotation() {
    return marksGenerated ? Optional.of(GENERATED) : Optional.empty();
  }

  /** A constructor that nobody can call. */
  static MethodSpec privateConstructor() {
    return MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build();
  }
}
