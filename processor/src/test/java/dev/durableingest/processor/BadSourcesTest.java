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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake that the language knows, each made once: the file name is the assertion. */
@Execution(ExecutionMode.CONCURRENT)
class BadSourcesTest {
  /** What takes more than the source of an author; {@link RobustnessTest} brings them about. */
  private static final Set<ProblemCode> WITHOUT_FILE = Set.of(ProblemCode.DI901, ProblemCode.DI902);

  private static final Path POINTED_AT = Connector.RESOURCES.resolve("expected/pointed-at.txt");

  private static final SortedMap<String, String> pointedAt = new ConcurrentSkipListMap<>();

  static List<BadCase> cases() throws IOException {
    return BadCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reportsItsCodeOnceOnTheMarkedLineAndNothingElse(BadCase badCase, @TempDir Path folder)
      throws IOException {
    ProblemCode code = badCase.code();

    Compilation compilation = badCase.connector().compile(badCase.options(folder).toArray());

    List<? extends Diagnostic<? extends JavaFileObject>> reported =
        code.isError() ? compilation.errors() : notes(compilation, code);
    assertThat(reported).as(() -> compilation.diagnostics().toString()).hasSize(1);
    assertThat(compilation.errors()).hasSize(code.isError() ? 1 : 0);
    Diagnostic<? extends JavaFileObject> diagnostic = reported.get(0);
    assertThat(diagnostic.getMessage(Locale.ROOT)).startsWith("[" + code + "] ");
    assertThat(place(diagnostic)).isEqualTo(badCase.markedPlace());
    pointedAt.put(badCase.toString(), pointedAt(diagnostic));
  }

  /** The column is where the author typed the value: the golden has the text that is there. */
  @AfterAll
  static void pointsAtWhatIsWrong() throws IOException {
    StringBuilder text = new StringBuilder();
    pointedAt.forEach((name, at) -> text.append(name).append(": ").append(at).append('\n'));
    if ("write".equals(System.getProperty("goldens"))) {
      Files.writeString(POINTED_AT, text.toString());
    }
    if (pointedAt.size() == cases().size()) {
      assertThat(text.toString()).isEqualTo(Files.readString(POINTED_AT));
    }
  }

  private static String pointedAt(Diagnostic<? extends JavaFileObject> diagnostic)
      throws IOException {
    String source = diagnostic.getSource().getCharContent(true).toString();
    int begin = (int) diagnostic.getPosition();
    int end = (int) diagnostic.getEndPosition();
    String text = end > begin ? source.substring(begin, end) : source.substring(begin);
    return text.lines().findFirst().orElse("").strip();
  }

  @Test
  void everyCodeHasABadFileAndEveryBadFileACode() throws IOException {
    Set<ProblemCode> shown =
        cases().stream().map(BadCase::code).collect(toCollection(TreeSet::new));
    Set<ProblemCode> known = new TreeSet<>(Set.of(ProblemCode.values()));
    known.removeAll(WITHOUT_FILE);
    assertThat(shown).isEqualTo(known);
  }

  private static List<Diagnostic<? extends JavaFileObject>> notes(
      Compilation compilation, ProblemCode code) {
    return compilation.notes().stream()
        .<Diagnostic<? extends JavaFileObject>>map(note -> note)
        .filter(note -> note.getMessage(Locale.ROOT).startsWith("[" + code + "]"))
        .toList();
  }

  private static String place(Diagnostic<? extends JavaFileObject> diagnostic) {
    assertThat(diagnostic.getSource()).as("%s has a place", diagnostic).isNotNull();
    return Path.of(diagnostic.getSource().getName()).getFileName()
        + ":"
        + diagnostic.getLineNumber();
  }
}
