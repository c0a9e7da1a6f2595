package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** All mistakes come at once, and no error is the consequence of another. */
class SeveralMistakesTest {

  @Test
  void threeMistakesAreThreeErrors() {
    Connector connector =
        Connector.good("quakes")
            .with(
                """
                package com.acme.quakes;

                import java.math.BigDecimal;
                import java.time.Instant;

                public record QuakeRow(String region, long id, BigDecimal magnitude, Instant time) {}
                """)
            .with(
                """
                package com.acme.quakes.resources;

                import com.acme.quakes.*;
                import dev.durableingest.annotations.*;
                import dev.durableingest.runtime.*;

                @Resource(name = "earth-quakes")
                @OlapTable(name = "earthquakes", orderBy = {"regoin", "id"})
                public final class Earthquakes
                    implements ResourceProcessor<QuakePayload, QuakeRow, QuakeCursor> {
                  @Override
                  public ProcessResult<QuakeRow, QuakeCursor> process(QuakePayload quake) {
                    return ProcessResult.none();
                  }
                }
                """);

    Compilation compilation = connector.compile();

    assertThat(codes(compilation)).containsExactlyInAnyOrder("[DI110]", "[DI206]", "[DI210]");
  }

  /** The constant of such a name would be an underscore, which is a word of the language. */
  @Test
  void aNameWithoutALetterIsOneError() {
    String resource = Connector.good("quakes").texts().get("com.acme.quakes.resources.Earthquakes");
    String source = Connector.good("quakes").texts().get("com.acme.quakes.QuakesSource");
    Connector connector =
        Connector.good("quakes")
            .with(resource.replace("(name = \"earthquakes\", desc", "(name = \"*/\", desc"))
            .with(source.replaceFirst("(?s)    long after.*?\n  }\n", "  }\n"));

    assertThat(codes(connector.compile())).containsExactly("[DI110]");
  }

  @Test
  void aMisspeltResourceIsTheCompilersErrorAlone() {
    String source = Connector.good("quakes").texts().get("com.acme.quakes.QuakesSource");
    Connector connector =
        Connector.good("quakes").with(source.replace("{Earthquakes.class}", "{Earthquake.class}"));

    Compilation compilation = connector.compile();

    assertThat(compilation.errors()).as(compilation.errors().toString()).hasSize(1);
    assertThat(compilation.errors().get(0).getMessage(Locale.ROOT)).contains("cannot find symbol");
  }

  @Test
  void aMissingRecordIsTheCompilersErrorAlone() {
    Compilation compilation =
        Connector.good("quakes").without("com.acme.quakes.QuakeRow").compile();

    assertThat(compilation.errors()).isNotEmpty();
    assertThat(codes(compilation)).noneMatch(code -> code.startsWith("[DI"));
    assertThat(compilation.errors())
        .allMatch(error -> error.getMessage(Locale.ROOT).contains("QuakeRow"));
  }

  private static List<String> codes(Compilation compilation) {
    return compilation.errors().stream()
        .map(error -> error.getMessage(Locale.ROOT).substring(0, "[DI101]".length()))
        .toList();
  }
}
