package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.durableingest.annotations.Source",
        "dev.durableingest.annotations.Resource",
        "dev.durableingest.annotations.OlapTable",
        "dev.durableingest.runtime.SourceAdapter",
        "dev.durableingest.runtime.ResourceProcessor",
        "com.acme.quakes.resources.Earthquakes",
        "com.acme.quakes.QuakeRow"
      })
  void aMissingImportIsTheCompilersErrorAlone(String name) {
    Connector connector = Connector.good("quakes");
    connector.texts().replaceAll((file, text) -> text.replace("import " + name + ";\n", ""));

    Compilation compilation = connector.compile();

    assertThat(compilation.errors())
        .isNotEmpty()
        .allMatch(error -> isAboutMissing(error.getMessage(Locale.ROOT), name));
  }

  private static boolean isAboutMissing(String message, String name) {
    return message.startsWith("cannot find symbol")
        && message.contains("class " + Connector.simpleName(name));
  }

  /** What cannot be read for that reason is not judged. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Earthquakes  | name = \"earthquakes\", description | name = Missing.NAME, description",
        "Earthquakes  | name = \"earthquakes\", orderBy     | name = Missing.NAME, orderBy",
        "Earthquakes  | {\"region\", \"id\"}                | {Missing.NAME, \"id\"}",
        "Earthquakes  | orderBy =                         | version = Missing.NAME, orderBy =",
        "QuakesSource | name = \"quakes\"                  | name = Missing.NAME",
        "QuakesSource | {Earthquakes.class}               | {Earthquakes.class, Missing.class}",
        "QuakesConfig | \"https://example.org/feed\"       | Missing.NAME",
        "QuakesConfig | \"QUAKES_TOKEN\"                   | Missing.NAME",
        "QuakeRow     | String region                     | @dev.durableingest.annotations.Column(name = Missing.NAME) String region",
        "QuakeRow     | double magnitude  | @dev.durableingest.annotations.Decimal(precision = Missing.P, scale = 1) java.math.BigDecimal magnitude",
      })
  void aMissingConstantIsTheCompilersErrorAlone(String file, String before, String after) {
    Connector connector = Connector.good("quakes");
    connector
        .texts()
        .replaceAll(
            (name, text) ->
                Connector.simpleName(name).equals(file) ? text.replace(before, after) : text);

    Compilation compilation = connector.compile();

    assertThat(compilation.errors())
        .isNotEmpty()
        .allMatch(error -> error.getMessage(Locale.ROOT).contains("Missing"));
  }

  @Test
  void anAnnotationThatIsMissingIsOneError() {
    String resource = Connector.good("quakes").texts().get("com.acme.quakes.resources.Earthquakes");

    Compilation compilation =
        Connector.good("quakes").with(resource.replaceFirst("(?m)^@Resource.*\n", "")).compile();

    assertThat(codes(compilation)).containsExactly("[DI104]");
  }

  @Test
  void aRecordThatCallsItselfASourceIsOneError() {
    String config = Connector.good("quakes").texts().get("com.acme.quakes.QuakesConfig");

    Compilation compilation =
        Connector.good("quakes")
            .with(
                config.replace(
                    "public record",
                    "@dev.durableingest.annotations.Source(name = \"a\", resources = {})\n"
                        + "public record"))
            .compile();

    assertThat(codes(compilation)).containsExactly("[DI121]");
  }

  @Test
  void aPrivateSourceIsOneError() {
    Compilation compilation =
        new Connector()
            .with(
                """
                package com.acme.quakes;

                import dev.durableingest.annotations.Source;
                import dev.durableingest.runtime.SourceAdapter;
                import dev.durableingest.runtime.SourceContext;

                public final class Outer {
                  @Source(name = "quakes", resources = {})
                  private static final class QuakesSource implements SourceAdapter {
                    @Override
                    public void run(SourceContext context) {}
                  }
                }
                """)
            .compile();

    assertThat(codes(compilation)).containsExactlyInAnyOrder("[DI121]", "[DI126]");
  }

  @Test
  void aRecordWithoutComponentsIsOneError() {
    Compilation compilation =
        Connector.good("quakes")
            .with("package com.acme.quakes;\n\npublic record QuakeRow() {}\n")
            .compile();

    assertThat(codes(compilation)).containsExactly("[DI213]");
  }

  /** The constants and methods that are generated for them must differ, too. */
  @Test
  void namesThatDifferInAnUnderscoreAreNoMistake() {
    String resource = Connector.good("quakes").texts().get("com.acme.quakes.resources.Earthquakes");
    String source = Connector.good("quakes").texts().get("com.acme.quakes.QuakesSource");

    Compilation compilation =
        Connector.good("quakes")
            .with(
                resource
                    .replace("class Earthquakes", "class Others")
                    .replace("\"earthquakes\"", "\"t_1\""))
            .with(resource.replace("\"earthquakes\"", "\"t1\""))
            .with(
                source
                    .replace(
                        "{Earthquakes.class}",
                        "{Earthquakes.class, com.acme.quakes.resources.Others.class}")
                    .replace("QuakesResources.EARTHQUAKES", "QuakesResources.T1"))
            .compile();

    assertThat(compilation.errors()).isEmpty();
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
