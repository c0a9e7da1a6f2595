package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.durableingest.processor.CompilerUnderTest.Job;
import dev.durableingest.processor.CompilerUnderTest.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A source and its resources need not be compiled at once: as a library and its user, or as an
 * incremental build does it. Then one is a class file while the other is read.
 */
class SeparateCompilationTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  @TempDir Path folder;

  static Stream<CompilerUnderTest> compilers() {
    return Stream.concat(
        Stream.of(CompilerUnderTest.javac(), CompilerUnderTest.eclipse()),
        Jdks.newerThanThis().stream().map(CompilerUnderTest::javac));
  }

  static Stream<Arguments> compilersAndConnectors() throws IOException {
    List<String> names = CompilersTest.goodConnectors();
    return compilers()
        .flatMap(compiler -> names.stream().map(name -> Arguments.of(compiler, name)));
  }

  /** Nullable components included, which a compiler may not tell of a class file. */
  @ParameterizedTest
  @MethodSource("compilersAndConnectors")
  void aSourceThatListsClassFilesGetsTheSameBytes(CompilerUnderTest compiler, String name)
      throws Exception {
    Path classes = compileLibrary(compiler, name);

    Outcome apart =
        compile(compiler, sourceFiles(name), List.of("-classpath", path(classes, CLASS_PATH)));

    assertSame(compileTogether(compiler, name), clean(apart));
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void aSourceThatListsClassesOfAJarGetsTheSameBytes(CompilerUnderTest compiler) throws Exception {
    Path jar = jar(compileLibrary(compiler, "everything"));

    Outcome apart =
        compile(compiler, sourceFiles("everything"), List.of("-classpath", path(jar, CLASS_PATH)));

    assertSame(compileTogether(compiler, "everything"), clean(apart));
  }

  /** What an incremental build does when one resource was touched. */
  @ParameterizedTest
  @MethodSource("compilers")
  void aResourceWhoseSourceIsAClassFileIsNoOrphan(CompilerUnderTest compiler) throws Exception {
    Path output = newFolder("classes");
    Outcome all =
        compiler.compile(
            new Job(write(Connector.good("quakes")), output, List.of("-classpath", CLASS_PATH)));
    clean(all);
    Connector touched = Connector.good("quakes");
    touched.texts().keySet().removeIf(type -> !type.endsWith(".Earthquakes"));

    Outcome again =
        compile(compiler, write(touched), List.of("-classpath", path(output, CLASS_PATH)));

    assertThat(again.errors()).isEmpty();
    assertThat(again.generated()).isEmpty();
  }

  /** The place of a mistake in a class file is the source that uses it. */
  @ParameterizedTest
  @MethodSource("compilers")
  void aMistakeInAClassFileIsShownAtTheSourceWithTheNameOfTheClass(CompilerUnderTest compiler)
      throws Exception {
    Connector connector =
        Connector.good("quakes")
            .with(Connector.RESOURCES.resolve("bad/DI206_OrderByComponentInsteadOfColumn.java"));
    Path classes = compileLibrary(compiler, connector);

    Outcome apart =
        compile(compiler, sourceFiles("quakes"), List.of("-classpath", path(classes, CLASS_PATH)));

    assertThat(apart.succeeded()).isFalse();
    assertThat(apart.errors()).as(apart.reports().toString()).hasSize(1);
    CompilerUnderTest.Report error = apart.errors().get(0);
    assertThat(error.text()).startsWith("[DI206] ").contains("(in the class file of com.acme.");
    assertThat(error.place()).startsWith("QuakesSource.java:");
  }

  @Test
  void thereIsANewerJdkToTryWhereOneIsPromised() {
    assumeTrue(System.getenv("JAVA_HOMES") != null, "JAVA_HOMES lists no JDK.");
    assertThat(Jdks.newerThanThis()).isPresent();
  }

  private Map<String, String> compileTogether(CompilerUnderTest compiler, String name)
      throws Exception {
    return clean(compile(compiler, write(Connector.good(name)), List.of("-classpath", CLASS_PATH)));
  }

  /** Compiles all but the source, as a module of its own does that has no processor. */
  private Path compileLibrary(CompilerUnderTest compiler, String name) throws Exception {
    return compileLibrary(compiler, Connector.good(name));
  }

  private Path compileLibrary(CompilerUnderTest compiler, Connector connector) throws Exception {
    connector.texts().keySet().removeIf(type -> type.endsWith("Source"));
    Path classes = newFolder("library");
    Outcome outcome =
        compiler.compile(
            new Job(write(connector), classes, List.of("-proc:none", "-classpath", CLASS_PATH)));
    assertThat(outcome.errors()).isEmpty();
    return classes;
  }

  private List<Path> sourceFiles(String name) throws IOException {
    Connector source = Connector.good(name);
    source.texts().keySet().removeIf(type -> !type.endsWith("Source"));
    return write(source);
  }

  private static Map<String, String> clean(Outcome outcome) {
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.succeeded()).isTrue();
    assertThat(outcome.generated()).isNotEmpty();
    return outcome.generated();
  }

  private static void assertSame(Map<String, String> expected, Map<String, String> actual) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach((path, text) -> assertThat(actual.get(path)).as(path).isEqualTo(text));
  }

  private Path jar(Path classes) throws IOException {
    Path jar = Files.createTempFile(folder, "library", ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(
            new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, out);
      }
    }
    return jar;
  }

  private Outcome compile(CompilerUnderTest compiler, List<Path> files, List<String> options)
      throws Exception {
    return compiler.compile(new Job(files, newFolder("output"), new ArrayList<>(options)));
  }

  private List<Path> write(Connector connector) throws IOException {
    return CompilerUnderTest.write(connector, newFolder("sources"));
  }

  private static String path(Object... entries) {
    return String.join(File.pathSeparator, Arrays.stream(entries).map(Object::toString).toList());
  }

  private Path newFolder(String name) throws IOException {
    return Files.createTempDirectory(folder, name);
  }
}
