package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.processor.CompilerUnderTest.Job;
import dev.durableingest.processor.CompilerUnderTest.Outcome;
import dev.durableingest.processor.CompilerUnderTest.Report;
import dev.durableingest.processor.diagnose.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mistake is shown by Eclipse's compiler too: the same code once, on the line that is marked.
 * Where it cannot, the test says what it does instead. It has no place for a record and its
 * components, so what is wrong there is shown at the source, with the record's name; where the
 * source is a record, that is no place at all. It has none for one of several values, so the list
 * of them is shown, which may begin some lines above. It shows no trees, so a resource that is
 * named in a text is left to the run time. And it goes on to bodies after an error, so where the
 * types of a resource are not known, their use is an error as well.
 */
@Execution(ExecutionMode.CONCURRENT)
class EclipseBadSourcesTest {
  private static final Pattern IN_RECORD = Pattern.compile(" \\(in record ([\\w.]+)\\)$");

  @TempDir Path folder;

  static List<BadCase> cases() throws IOException {
    return BadCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reportsItsCodeOnceAsNearAsItCan(BadCase badCase) throws Exception {
    List<Report> reports = compile(badCase);

    if (badCase.code() == ProblemCode.DI112) {
      assertThat(reports).isEmpty();
      return;
    }
    reports.removeIf(report -> isUseOfUnknownTypes(badCase, report));
    assertThat(reports).hasSize(1);
    Report report = reports.get(0);
    assertThat(report.isError()).isEqualTo(badCase.code().isError());
    assertThat(report.text()).startsWith("[" + badCase.code() + "] ");
    Matcher inRecord = IN_RECORD.matcher(report.text());
    if (inRecord.find()) {
      assertThat(report.place()).matches(isSource(inRecord) ? "" : "\\w+Source\\.java:\\d+");
      assertThat(badCase.markedPlace())
          .startsWith(Connector.simpleName(inRecord.group(1)) + ".java:");
    } else {
      assertThat(report.place()).isIn(badCase.markedPlace(), badCase.placeOfListAroundMark());
    }
  }

  private static boolean isSource(Matcher inRecord) {
    return inRecord.group(1).endsWith("Source");
  }

  private static boolean isUseOfUnknownTypes(BadCase badCase, Report report) {
    return Set.of(ProblemCode.DI128, ProblemCode.DI301, ProblemCode.DI302).contains(badCase.code())
        && report.place().startsWith("QuakesSource.java:")
        && !report.text().startsWith("[DI");
  }

  /** Errors of the compiler are among them: none may be the consequence of another. */
  private List<Report> compile(BadCase badCase) throws Exception {
    List<String> options = new ArrayList<>(badCase.options(folder));
    options.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    Outcome outcome =
        CompilerUnderTest.eclipse()
            .compile(
                new Job(
                    CompilerUnderTest.write(
                        badCase.connector(), Files.createTempDirectory(folder, "sources")),
                    Files.createTempDirectory(folder, "output"),
                    options));
    return outcome.reports().stream()
        .filter(report -> report.isError() || report.text().startsWith("[" + badCase.code() + "]"))
        .collect(Collectors.toCollection(ArrayList::new));
  }
}
