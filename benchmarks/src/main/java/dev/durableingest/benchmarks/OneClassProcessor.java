package dev.durableingest.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;

/**
 * The least that a generating processor can do: one empty class. What it costs is what javac takes
 * for another round, in which it enters every class anew.
 */
public final class OneClassProcessor extends AbstractProcessor {
  private boolean hasWritten;

  /** Called by the compiler. */
  public OneClassProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of("dev.durableingest.annotations.Source");
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (!hasWritten) {
      hasWritten = true;
      try (Writer out = processingEnv.getFiler().createSourceFile("bench.Empty").openWriter()) {
        out.write("package bench;\n\nfinal class Empty {}\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return false;
  }
}
