package dev.durableingest.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A resource that is named in a text is checked wherever the text is plain to see. */
class LiteralsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "context.emit(\"earthquake\", payload);",
        "context.emit((\"earthquake\"), payload);",
        "context.emit(\"earth\" + \"quake\", payload);",
        "context.emit(WRONG, payload);",
        "context.emit(QuakesSource.WRONG, payload);",
        "context.emit(\"earth\" + QUAKE, payload);",
        "final String name = \"earthquake\"; context.emit(name, payload);",
        "Emission later = () -> context.emit(\"earthquake\", payload); later.run();",
        "Emission later = new Emission() {"
            + " public void run() throws Exception { context.emit(\"earthquake\", payload); }};",
        "var same = context; same.emit(\"earthquake\", payload);",
        "this.kept = context; kept.emit(\"earthquake\", payload);",
        "kept = context; this.kept.emit(\"earthquake\", payload);",
        "QuakesResources.byName(\"earthquake\");",
        "com.acme.quakes.QuakesResources.byName(\"earthquake\");",
        "byName(\"earthquake\");",
        "for (int i = 0; i < 3; i++) { if (i > 1) { byName(\"earthquake\"); } }",
      })
  void aNameThatNoResourceHasIsAnError(String statement) {
    Compilation compilation = source(statement).compile();

    assertThat(compilation.errors()).as(compilation.errors().toString()).hasSize(1);
    assertThat(compilation.errors().get(0).getMessage(Locale.ROOT))
        .startsWith("[DI112] ")
        .endsWith("Did you mean 'earthquakes'?");
    assertThat(compilation.errors().get(0).getLineNumber()).isEqualTo(lineOf(statement));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "context.emit(\"earthquakes\", payload);",
        "context.emit(RIGHT, payload);",
        "byName(\"earth\" + \"quakes\");",
        "other.emit(\"earthquake\", payload);",
        "String name = \"earthquake\"; name = RIGHT; context.emit(name, payload);",
        "context.emit(System.getProperty(\"earthquake\"), payload);",
        "other.byName(\"earthquake\");",
        "context.emit(Other.ELSEWHERE, payload);",
      })
  void whatIsRightOrNotPlainIsLeftToTheRunTime(String statement) {
    Compilation compilation = source(statement).compile();

    assertThat(compilation.errors()).isEmpty();
  }

  /** Build tools and IDEs hand processors an environment of their own, which shows no trees. */
  @Test
  void aWrappedEnvironmentLeavesThemToTheRunTime() {
    Compilation compilation =
        javac()
            .withProcessors(
                new WrappedProcessor(
                    new DurableIngestProcessor(),
                    environment -> WrappedProcessor.withFiler(environment, environment.getFiler())))
            .compile(source("byName(\"earthquake\");").files());

    assertThat(compilation.errors()).isEmpty();
  }

  private static Connector source(String statement) {
    return Connector.good("quakes").with(SOURCE.replace("STATEMENT", statement));
  }

  private static long lineOf(String statement) {
    return SOURCE.substring(0, SOURCE.indexOf("STATEMENT")).lines().count();
  }

  private static final String SOURCE =
      """
      package com.acme.quakes;

      import static com.acme.quakes.QuakesResources.byName;

      import com.acme.quakes.resources.Earthquakes;
      import dev.durableingest.annotations.Source;
      import dev.durableingest.runtime.SourceAdapter;
      import dev.durableingest.runtime.SourceContext;

      @Source(name = "quakes", resources = {Earthquakes.class})
      public final class QuakesSource implements SourceAdapter {
        private static final String RIGHT = "earthquakes";
        private static final String WRONG = "earthquake";
        private static final String QUAKE = "quake";
        private final Other other = new Other();
        private SourceContext kept;

        public QuakesSource(QuakesConfig config) {}

        @Override public void run(SourceContext context) throws Exception {
          QuakePayload payload = new QuakePayload(1, "north", 4.5, java.time.Instant.EPOCH);
          STATEMENT
        }

        interface Emission {
          void run() throws Exception;
        }

        static final class Other {
          static final String ELSEWHERE = "earthquake";

          void emit(String text, Object payload) {}

          void byName(String text) {}
        }
      }
      """;
}
