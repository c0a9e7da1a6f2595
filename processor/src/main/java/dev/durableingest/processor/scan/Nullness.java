package dev.durableingest.processor.scan;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.StandardLocation;

/** Whether a component says that it may be null: any annotation named {@code Nullable} says so. */
final class Nullness {
  private final Elements elements;
  private final Filer filer;
  private final Set<String> compiled;
  private final Map<String, Set<String>> inClassFiles = new HashMap<>();

  /**
   * @param environment the compiler's
   * @param compiled the qualified names of the top-level classes that are being compiled
   */
  Nullness(ProcessingEnvironment environment, Set<String> compiled) {
    this.elements = environment.getElementUtils();
    this.filer = environment.getFiler();
    this.compiled = compiled;
  }

  boolean isNullable(RecordComponentElement component) {
    ExecutableElement accessor = component.getAccessor();
    return saysNullable(component)
        || saysNullable(component.asType())
        || saysNullable(accessor)
        || saysNullable(accessor.getReturnType())
        || saysNullableInClassFile(component);
  }

  static boolean saysNullable(AnnotatedConstruct construct) {
    for (AnnotationMirror mirror : construct.getAnnotationMirrors()) {
      if (mirror.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable")) {
        return true;
      }
    }
    return false;
  }

  private boolean saysNullableInClassFile(RecordComponentElement component) {
    if (!(component.getEnclosingElement() instanceof TypeElement record)
        || compiled.contains(TypeReader.outermostName(record))) {
      return false;
    }
    String name = elements.getBinaryName(record).toString();
    return inClassFiles
        .computeIfAbsent(name, this::readClassFile)
        .contains(component.getSimpleName().toString());
  }

  private Set<String> readClassFile(String binaryName) {
    int dot = binaryName.lastIndexOf('.');
    String packageName = dot < 0 ? "" : binaryName.substring(0, dot);
    String file = binaryName.substring(dot + 1) + ".class";
    for (StandardLocation location :
        List.of(StandardLocation.CLASS_PATH, StandardLocation.CLASS_OUTPUT)) {
      try (InputStream bytes = filer.getResource(location, packageName, file).openInputStream()) {
        return ClassFileNullables.read(bytes.readAllBytes());
      } catch (IOException | RuntimeException e) {
        // Not there, or a compiler that does not hand it out: the next place, then nothing.
      }
    }
    return Set.of();
  }
}
