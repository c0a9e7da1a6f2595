package dev.durableingest.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Locale;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;

/** What goes wrong around the processor, and not in what an author wrote, is a message as well. */
class RobustnessTest {

  @Test
  void aFailureOfItsOwnIsAMessageWithAWayOut() {
    Compilation compilation =
        javac()
            .withProcessors(
                new Generates("QuakesPipeline", "final class QuakesPipeline {}"),
                new DurableIngestProcessor())
            .compile(Connector.good("quakes").files());

    assertThat(compilation.errors()).hasSize(1);
    assertThat(compilation.errors().get(0).getMessage(Locale.ROOT))
        .startsWith("[DI901] The processor failed on com.acme.quakes.QuakesSource: ")
        .contains("QuakesPipeline")
        .contains("report it");
  }

  @Test
  void aTypeThatAnotherProcessorGeneratesIsAnErrorAndNoEmptyPipeline() {
    Connector connector = Connector.good("quakes");
    String row = connector.texts().get("com.acme.quakes.QuakeRow").replaceFirst("package .*;", "");

    Compilation compilation =
        javac()
            .withProcessors(new Generates("QuakeRow", row), new DurableIngestProcessor())
            .compile(connector.without("com.acme.quakes.QuakeRow").files());

    assertThat(compilation.errors()).as(compilation.errors().toString()).hasSize(1);
    assertThat(compilation.errors().get(0).getMessage(Locale.ROOT))
        .startsWith("[DI902] Source QuakesSource uses QuakeRow, which an annotation processor");
  }

  /** Another processor, that generates a class of the package of the source in the first round. */
  @SupportedAnnotationTypes("*")
  private static final class Generates extends AbstractProcessor {
    private final String name;
    private final String text;
    private boolean hasRun;

    Generates(String name, String text) {
      this.name = name;
      this.text = text;
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!hasRun) {
        hasRun = true;
        try {
          JavaFileObject file =
              processingEnv.getFiler().createSourceFile("com.acme.quakes." + name);
          try (Writer out = file.openWriter()) {
            out.write("package com.acme.quakes; " + text);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }
}
