package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For every type that can be stored: which of its changes break, and which do not. */
@Execution(ExecutionMode.CONCURRENT)
class LockedTypesTest {
  private static final String NOTHING = "nothing";

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} becomes {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          int                                 | long                                 | DI623
          String                              | @Json String                         | DI623
          Long                                | long                                 | nothing
          String                              | Optional<String>                     | DI625
          @Nullable String                    | Optional<String>                     | nothing
          Optional<String>                    | String                               | DI624
          @Nullable Long                      | long                                 | DI624
          Instant                             | LocalDate                            | DI623
          byte[]                              | String                               | DI623
          @Decimal(precision=9) BigDecimal    | @Decimal(precision=12) BigDecimal    | DI623
          @Decimal(scale=2) BigDecimal        | @Decimal(scale=3) BigDecimal         | DI623
          List<Integer>                       | List<Long>                           | DI623
          List<String>                        | List<List<String>>                   | DI623
          Map<String, Integer>                | Map<String, Long>                    | DI623
          Map<String, Integer>                | Map<Long, Integer>                   | DI623
          Two                                 | Three                                | DI606
          Three                               | Two                                  | DI623
          Two                                 | Swapped                              | DI606
          List<Three>                         | List<Two>                            | DI623
          List<Two>                           | List<Three>                          | DI606
          Small                               | Large                                | DI623
          Small                               | Renamed                              | DI623
          Small                               | Alike                                | nothing
          """)
  void aColumnIsLocked(String before, String after, String code) {
    lock(row(before), cursor("long id"));
    assertThat(codes(compile("check", row(after), cursor("long id")))).isEqualTo(expected(code));
  }

  @ParameterizedTest(name = "{0} becomes {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          long id                     | int id                              | DI633
          int id                      | long id                             | DI606
          float id                    | double id                           | DI606
          String id                   | long id                             | DI633
          long id, String region      | long id                             | DI631
          long id, String region      | long id, String place               | DI632
          long id                     | long id, String region              | DI634
          long id                     | long id, @Nullable String region    | DI606
          long id                     | long id, Optional<String> region    | DI606
          @Nullable Long id           | long id                             | DI634
          Long id                     | long id                             | nothing
          @Nullable String id         | Optional<String> id                 | nothing
          long id, Two two            | long id, Three two                  | DI606
          long id, Three two          | long id, Two two                    | DI633
          Small at                    | Large at                            | DI634
          Large at                    | Small at                            | DI631
          Small at                    | Renamed at                          | DI632
          Small at                    | Alike at                            | nothing
          List<Integer> ids           | List<Long> ids                      | DI606
          List<Long> ids              | List<Integer> ids                   | DI633
          List<Small> ids             | List<Large> ids                     | DI634
          Map<String, Long> ids       | Map<String, Integer> ids            | DI633
          Map<String, Long> ids       | List<Long> ids                      | DI633
          OneCase at                  | TwoCases at                         | DI606
          TwoCases at                 | OneCase at                          | DI631
          BigDecimal at               | String at                           | DI633
          """)
  void aCursorIsLocked(String before, String after, String code) {
    lock(row("String"), cursor(before));
    assertThat(codes(compile("check", row("String"), cursor(after)))).isEqualTo(expected(code));
  }

  @ParameterizedTest(name = "{0} becomes {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          @Stream(name = "t")                        | @Stream(name = "t", key = "id")                                | DI627
          @Stream(name = "t", key = "id")            | @Stream(name = "t", key = "value")                             | DI627
          @OlapTable(name = "t", orderBy = "id")     | @OlapTable(name = "t", orderBy = "value")                      | DI627
          @OlapTable(name = "t", orderBy = {"id", "value"}) | @OlapTable(name = "t", orderBy = {"value", "id"})       | DI627
          @OlapTable(name = "t", orderBy = "id")     | @OlapTable(name = "t", orderBy = "id", partitionBy = "value")  | DI627
          @OlapTable(name = "t", orderBy = "id", version = "at") | @OlapTable(name = "t", orderBy = "id")             | DI627
          @OlapTable(name = "t", orderBy = "id")     | @Stream(name = "t")                                            | DI615
          @Stream(name = "t", key = "id")            | @Stream(name = "u", key = "id")                                | DI615
          @Stream(name = "t", key = "id")            | @Stream(key = "id", name = "t")                                | nothing
          """)
  void aSinkIsLocked(String before, String after, String code) {
    String row = row("long at, String");
    compile("write", before, row, cursor("long id"));
    assertThat(codes(compile("check", after, row, cursor("long id")))).isEqualTo(expected(code));
  }

  /** A table was made with columns that refuse null; a stream was not. */
  @Test
  void aColumnOfAStreamMayBeNullFromNowOn() {
    String stream = "@Stream(name = \"t\")";
    compile("write", stream, row("String"), cursor("long id"));
    assertThat(codes(compile("check", stream, row("Optional<String>"), cursor("long id"))))
        .containsExactly("DI606");
  }

  private static List<String> expected(String code) {
    return code.equals(NOTHING) ? List.of() : List.of(code);
  }

  private void lock(String row, String cursor) {
    assertThat(codes(compile("write", row, cursor))).containsExactly("DI608");
  }

  private Compilation compile(String mode, String row, String cursor) {
    return compile(mode, "@OlapTable(name = \"earthquakes\", orderBy = \"id\")", row, cursor);
  }

  private Compilation compile(String mode, String sink, String row, String cursor) {
    String resource =
        Connector.good("quakes")
            .texts()
            .get("com.acme.quakes.resources.Earthquakes")
            .replaceFirst("(?m)^@OlapTable.*$", Matcher.quoteReplacement(sink))
            .replace("OlapTable;", "*;")
            .replaceFirst("(?s)    if \\(quake.*?\n  }", "    return ProcessResult.none();\n  }");
    String source = Connector.good("quakes").texts().get("com.acme.quakes.QuakesSource");
    return Connector.good("quakes")
        .with(row)
        .with(cursor)
        .with(resource)
        .with(source.replaceFirst("(?s)    long after.*?\n  }\n", "  }\n"))
        .compile(
            "-Adurableingest.lock=" + folder.resolve("lock.json"),
            "-Adurableingest.lock.mode=" + mode);
  }

  private static String row(String type) {
    String whole =
        type.replaceFirst("precision=(\\d+)", "precision = $1, scale = 2")
            .replaceFirst("\\(scale=", "(precision = 9, scale = ");
    return IMPORTS + "public record QuakeRow(long id, %s value) {\n%s}\n".formatted(whole, TYPES);
  }

  private static String cursor(String components) {
    return IMPORTS + "public record QuakeCursor(%s) {\n%s}\n".formatted(components, TYPES);
  }

  private static List<String> codes(Compilation compilation) {
    return Stream.<Diagnostic<? extends JavaFileObject>>concat(
            compilation.errors().stream(), compilation.notes().stream())
        .map(one -> one.getMessage(Locale.ROOT))
        .map(text -> text.startsWith("[DI") ? text.substring(1, "[DI101".length()) : text)
        .toList();
  }

  private static final String IMPORTS =
      """
      package com.acme.quakes;

      import com.fasterxml.jackson.annotation.JsonTypeInfo;
      import dev.durableingest.annotations.Decimal;
      import dev.durableingest.annotations.Json;
      import java.math.BigDecimal;
      import java.time.Instant;
      import java.time.LocalDate;
      import java.util.List;
      import java.util.Map;
      import java.util.Optional;
      import org.jspecify.annotations.Nullable;

      """;

  private static final String TYPES =
      """
        public enum Two { ONE, TWO }

        public enum Three { ONE, TWO, THREE }

        public enum Swapped { TWO, ONE }

        public record Small(long at) {}

        public record Alike(long at) {}

        public record Renamed(long since) {}

        public record Large(long at, String note) {}

        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
        public sealed interface OneCase permits Timed {}

        public record Timed(long at) implements OneCase {}

        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
        public sealed interface TwoCases {
          record Timed(long at) implements TwoCases {}

          record Named(String name) implements TwoCases {}
        }
      """;
}
