package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.durableingest.processor.CompilerUnderTest.Job;
import dev.durableingest.processor.CompilerUnderTest.Outcome;
import java.io.File;
import java.io.IOException;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The compilers that authors have all make the same of the same sources. */
class CompilersTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final Pattern MODULES =
      Pattern.compile(
          "dev\\.durableingest\\.(annotations|runtime)|org\\.jspecify|info\\.picocli"
              + "|(tools|com\\.fasterxml)\\.jackson\\..*");
  private static final String MODULE =
      """
      module com.acme.%s {
        requires dev.durableingest.runtime;
        requires static java.compiler;
      }
      """;

  @TempDir Path folder;

  static List<String> goodConnectors() throws IOException {
    try (Stream<Path> names = Files.list(Connector.RESOURCES.resolve("good/com/acme"))) {
      return names.map(name -> name.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("goodConnectors")
  void eclipseMakesTheSameBytesAsJavac(String name) throws Exception {
    Map<String, String> expected = compileAlone(CompilerUnderTest.javac(), name);
    assertSame(expected, compileAlone(CompilerUnderTest.eclipse(), name));
  }

  @ParameterizedTest
  @MethodSource("goodConnectors")
  void theNewestJdkMakesTheSameBytes(String name) throws Exception {
    Map<String, String> expected = compileAlone(CompilerUnderTest.javac(), name);
    assertSame(expected, compileAlone(newestJavac(), name));
  }

  @ParameterizedTest
  @MethodSource("goodConnectors")
  void aNamedModuleGetsTheSameBytes(String name) throws Exception {
    Map<String, String> expected = compileAlone(CompilerUnderTest.javac(), name);
    assertSame(expected, compileModule(CompilerUnderTest.javac(), name, MODULE));
  }

  @ParameterizedTest
  @MethodSource("goodConnectors")
  void aNamedModuleGetsTheSameBytesFromTheNewestJdk(String name) throws Exception {
    Map<String, String> expected = compileAlone(CompilerUnderTest.javac(), name);
    assertSame(expected, compileModule(newestJavac(), name, MODULE));
  }

  /** Method: one process of the newest JDK compiles them all, each by itself. */
  @Test
  void theNewestJdkShowsEveryMistakeOnTheSameLine() throws Exception {
    Map<String, List<CompilerUnderTest.Report>> reports = BadCaseReports.of(newestJdk(), folder);

    SoftAssertions softly = new SoftAssertions();
    for (BadCase badCase : BadCase.all()) {
      List<CompilerUnderTest.Report> shown = reports.getOrDefault(badCase.toString(), List.of());
      softly
          .assertThat(shown)
          .as(badCase.toString())
          .singleElement()
          .satisfies(
              report -> {
                assertThat(report.text()).startsWith("[" + badCase.code() + "] ");
                assertThat(report.place()).isEqualTo(badCase.markedPlace());
                assertThat(report.isError()).isEqualTo(badCase.code().isError());
              });
    }
    softly.assertAll();
  }

  /** {@code @Generated} is in a module that few ask for. */
  @Test
  void aModuleThatCannotSeeGeneratedGetsTheSameWithoutTheMark() throws Exception {
    String module = MODULE.replace("  requires static java.compiler;\n", "");
    Map<String, String> expected = compileAlone(CompilerUnderTest.javac(), "quakes");
    Map<String, String> actual = compileModule(CompilerUnderTest.javac(), "quakes", module);

    expected.replaceAll(
        (path, text) ->
            text.lines()
                .filter(line -> !line.contains("Generated"))
                .collect(Collectors.joining("\n"))
                .replaceAll("\n{2,}", "\n\n"));
    actual.replaceAll((path, text) -> text.stripTrailing());
    assertSame(expected, actual);
  }

  @ParameterizedTest
  @ValueSource(strings = {"quakes", "everything"})
  void theSameBytesComeOutWhateverTheOrderOfTheFiles(String name) throws Exception {
    Map<String, String> expected = compileAlone(CompilerUnderTest.javac(), name);
    List<Path> files = CompilerUnderTest.write(Connector.good(name), newFolder("reversed"));
    List<Path> reversed = new ArrayList<>(files);
    Collections.reverse(reversed);

    Outcome outcome = compile(CompilerUnderTest.javac(), reversed, classPath());

    assertSame(expected, outcome.generated());
  }

  /** Says which file differs, and where. */
  private static void assertSame(Map<String, String> expected, Map<String, String> actual) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((path, text) -> assertThat(actual.get(path)).as(path).isEqualTo(text));
  }

  private static CompilerUnderTest newestJavac() {
    return CompilerUnderTest.javac(newestJdk());
  }

  private static Jdks.Jdk newestJdk() {
    Optional<Jdks.Jdk> jdk = Jdks.newerThanThis();
    assumeTrue(
        jdk.isPresent(),
        "No JDK newer than " + Runtime.version().feature() + " found; JAVA_HOMES can list some.");
    return jdk.orElseThrow();
  }

  private Map<String, String> compileAlone(CompilerUnderTest compiler, String name)
      throws Exception {
    Path sources = newFolder("sources");
    return clean(
        compile(compiler, CompilerUnderTest.write(Connector.good(name), sources), classPath()));
  }

  private Map<String, String> compileModule(CompilerUnderTest compiler, String name, String module)
      throws Exception {
    Path sources = newFolder("module");
    List<Path> files = new ArrayList<>(CompilerUnderTest.write(Connector.good(name), sources));
    files.add(Files.writeString(sources.resolve("module-info.java"), String.format(module, name)));
    return clean(compile(compiler, files, List.of("--module-path", modulePath())));
  }

  private static Map<String, String> clean(Outcome outcome) {
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.generated()).isNotEmpty();
    return outcome.generated();
  }

  private Outcome compile(CompilerUnderTest compiler, List<Path> files, List<String> options)
      throws Exception {
    return compiler.compile(new Job(files, newFolder("output"), options));
  }

  private static List<String> classPath() {
    return List.of("-classpath", CLASS_PATH);
  }

  /** What an author's module needs of the class path: the runtime and what it requires. */
  private static String modulePath() {
    return Stream.of(CLASS_PATH.split(File.pathSeparator))
        .filter(entry -> MODULES.matcher(moduleName(Path.of(entry))).matches())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String moduleName(Path entry) {
    try {
      return ModuleFinder.of(entry).findAll().stream()
          .map(module -> module.descriptor().name())
          .findFirst()
          .orElse("");
    } catch (FindException e) {
      return ""; // a jar whose name is no name of a module
    }
  }

  private Path newFolder(String name) throws IOException {
    return Files.createTempDirectory(folder, name);
  }
}
