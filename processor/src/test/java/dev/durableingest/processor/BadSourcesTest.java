package dev.durableingest.processor;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.durableingest.processor.diagnose.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake that the language knows, each made once: the file name is the assertion. */
class BadSourcesTest {
  private static final Path BAD = Connector.RESOURCES.resolve("bad");

  /** What takes more than the source of an author; {@link RobustnessTest} brings them about. */
  private static final Set<ProblemCode> WITHOUT_FILE = Set.of(ProblemCode.DI901, ProblemCode.DI902);

  static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reportsItsCodeOnceOnTheMarkedLineAndNothingElse(Path badCase, @TempDir Path folder)
      throws IOException {
    ProblemCode code = codeOf(badCase);
    Connector connector = Connector.good("quakes").with(badCase);

    Compilation compilation = connector.compile(options(badCase, code, folder));

    List<? extends Diagnostic<? extends JavaFileObject>> reported =
        code.isError() ? compilation.errors() : notes(compilation, code);
    assertThat(reported).as(() -> compilation.diagnostics().toString()).hasSize(1);
    assertThat(compilation.errors()).hasSize(code.isError() ? 1 : 0);
    Diagnostic<? extends JavaFileObject> diagnostic = reported.get(0);
    assertThat(diagnostic.getMessage(Locale.ROOT)).startsWith("[" + code + "] ");
    assertThat(line(diagnostic)).isEqualTo(markedLine(connector, code));
  }

  @Test
  void everyCodeHasABadFileAndEveryBadFileACode() throws IOException {
    Set<ProblemCode> shown =
        cases().stream().map(BadSourcesTest::codeOf).collect(toCollection(TreeSet::new));
    Set<ProblemCode> known = new TreeSet<>(Set.of(ProblemCode.values()));
    known.removeAll(WITHOUT_FILE);
    assertThat(shown).isEqualTo(known);
  }

  /** A case of the schema lock has a lock, its own or that of the good connector. */
  private static Object[] options(Path badCase, ProblemCode code, Path folder) throws IOException {
    if (code.compareTo(ProblemCode.DI601) < 0) {
      return new Object[0];
    }
    Path own = badCase.resolve("durable-ingest.lock.json");
    Path lock = folder.resolve("durable-ingest.lock.json");
    Files.copy(
        Files.exists(own) ? own : Connector.RESOURCES.resolve("locked/quakes.lock.json"), lock);
    Path options = badCase.resolve("options.txt");
    String text = Files.exists(options) ? Files.readString(options) : "-Adurableingest.lock={lock}";
    return text.replace("{lock}", lock.toString())
        .replace("{folder}", folder.toString())
        .lines()
        .toArray();
  }

  private static ProblemCode codeOf(Path badCase) {
    return ProblemCode.valueOf(badCase.getFileName().toString().substring(0, "DI101".length()));
  }

  private static List<Diagnostic<? extends JavaFileObject>> notes(
      Compilation compilation, ProblemCode code) {
    return compilation.notes().stream()
        .<Diagnostic<? extends JavaFileObject>>map(note -> note)
        .filter(note -> note.getMessage(Locale.ROOT).startsWith("[" + code + "]"))
        .toList();
  }

  private static String line(Diagnostic<? extends JavaFileObject> diagnostic) {
    assertThat(diagnostic.getSource()).as("%s has a place", diagnostic).isNotNull();
    return diagnostic.getSource().getName().replace('/', '.').replaceAll("^\\.|\\.java$", "")
        + ":"
        + diagnostic.getLineNumber();
  }

  private static String markedLine(Connector connector, ProblemCode code) {
    for (Map.Entry<String, String> text : connector.texts().entrySet()) {
      List<String> lines = text.getValue().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).endsWith("// " + code)) {
          return text.getKey() + ":" + (i + 1);
        }
      }
    }
    throw new IllegalArgumentException("No line ends in // " + code);
  }
}
