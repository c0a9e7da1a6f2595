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
  void reportsItsCodeOnceOnTheMarkedLineAndNothingElse(Path badCase) {
    ProblemCode code = codeOf(badCase);
    Connector connector = Connector.good("quakes").with(badCase);

    Compilation compilation = connector.compile();

    List<? extends Diagnostic<? extends JavaFileObject>> reported =
        code.isError() ? compilation.errors() : notes(compilation);
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

  private static ProblemCode codeOf(Path badCase) {
    return ProblemCode.valueOf(badCase.getFileName().toString().substring(0, "DI101".length()));
  }

  private static List<Diagnostic<? extends JavaFileObject>> notes(Compilation compilation) {
    return compilation.notes().stream()
        .<Diagnostic<? extends JavaFileObject>>map(note -> note)
        .filter(note -> note.getMessage(Locale.ROOT).startsWith("[DI"))
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
