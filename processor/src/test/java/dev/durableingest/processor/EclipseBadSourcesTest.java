package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.processor.CompilerUnderTest.Job;
import dev.durableingest.processor.CompilerUnderTest.Outcome;
import dev.durableingest.processor.CompilerUnderTest.Report;
import dev.durableingest.processor.diagnose.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake that javac shows is shown by Eclipse's compiler too, at the same place. */
class EclipseBadSourcesTest {
  @TempDir Path folder;

  static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(Connector.RESOURCES.resolve("bad"))) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void showsTheSameProblemsAsJavac(Path badCase) throws Exception {
    List<Report> ofEclipse = problems(CompilerUnderTest.eclipse(), badCase);
    List<Report> ofJavac = problems(CompilerUnderTest.javac(), badCase);
    String code = badCase.getFileName().toString().substring(0, "DI101".length());
    assertThat(ofJavac).isNotEmpty().allMatch(report -> report.text().startsWith("[" + code));
    assertThat(ofEclipse).isEqualTo(ofJavac);
  }

  private List<Report> problems(CompilerUnderTest compiler, Path badCase) throws Exception {
    Connector connector = Connector.good("quakes").with(badCase);
    Path sources = Files.createTempDirectory(folder, "sources");
    Outcome outcome =
        compiler.compile(
            new Job(
                CompilerUnderTest.write(connector, sources),
                Files.createTempDirectory(folder, "output"),
                List.of("-classpath", System.getProperty("java.class.path"), "-nowarn")));
    return outcome.reports().stream().filter(EclipseBadSourcesTest::isForTheAuthor).toList();
  }

  /** Errors of the compiler included: none may be the consequence of another. */
  private static boolean isForTheAuthor(Report report) {
    return report.isError()
        || Stream.of(ProblemCode.values())
            .anyMatch(code -> report.text().startsWith("[" + code + "]"));
  }
}
