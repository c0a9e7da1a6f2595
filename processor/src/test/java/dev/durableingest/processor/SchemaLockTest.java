package dev.durableingest.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.durableingest.processor.CompilerUnderTest.Job;
import dev.durableingest.processor.CompilerUnderTest.Outcome;
import dev.durableingest.processor.CompilerUnderTest.Report;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock from the first build to an accepted change, as the build of a Maven module does it. */
class SchemaLockTest {
  private static final String WRITE = "-Adurableingest.lock.mode=write";
  private static final String ACCEPT = "-Adurableingest.lock.mode=accept";
  private static final String ROW = "com.acme.quakes.QuakeRow";

  private static final String SHORT_CONSTRUCTOR =
      """
      {
        public Position(String vehicle, long at, String remark) {
          this(java.util.Optional.empty(), vehicle, at, remark);
        }
      }
      """;

  @TempDir Path module;

  private final Connector quakes = Connector.good("quakes");
  private Path lock;

  @BeforeEach
  void isAMavenModule() throws IOException {
    Files.writeString(module.resolve("pom.xml"), "<project/>");
    lock = module.resolve("durable-ingest.lock.json");
  }

  @Test
  void aModuleWithoutALockIsLeftAlone() throws Exception {
    assertThat(compile()).isEmpty();
    assertThat(lock).doesNotExist();
  }

  @Test
  void theLockIsWrittenBesideThePomOnDemandAndCheckedFromThenOn() throws Exception {
    assertThat(codes(compile(WRITE))).containsExactly("DI608");
    assertThat(lock)
        .hasSameTextualContentAs(Connector.RESOURCES.resolve("locked/quakes.lock.json"));

    assertThat(compile()).isEmpty();

    change("double magnitude", "String magnitude");
    List<Report> reports = compile();
    assertThat(codes(reports)).containsExactly("DI623");
    assertThat(reports.get(0).isError()).isTrue();
    assertThat(reports.get(0).text()).contains("durableingest.lock.mode=accept");
  }

  @Test
  void aChangeThatBreaksIsWrittenOnlyWhenItIsAccepted() throws Exception {
    compile(WRITE);
    String before = Files.readString(lock);
    change("double magnitude", "String magnitude");

    assertThat(codes(compile(WRITE))).containsExactly("DI623");
    assertThat(lock).hasContent(before);

    assertThat(codes(compile(ACCEPT))).containsExactly("DI607", "DI608");
    assertThat(Files.readString(lock)).contains("\"magnitude\" : \"string\"");
    assertThat(compile()).isEmpty();
  }

  @Test
  void anAdditiveChangeIsANoteUntilItIsWritten() throws Exception {
    compile(WRITE);
    change("Instant time", "Instant time, java.util.Optional<String> place");

    List<Report> reports = compile();
    assertThat(codes(reports)).containsExactly("DI606");
    assertThat(reports.get(0).isError()).isFalse();

    assertThat(codes(compile(WRITE))).containsExactly("DI608");
    assertThat(compile()).isEmpty();
  }

  @Test
  void aNewSourceIsANote() throws Exception {
    compile(WRITE);
    quakes.with(Connector.RESOURCES.resolve("good/com/acme/fleet"));

    List<Report> reports = compile();

    assertThat(codes(reports)).containsExactly("DI606");
    assertThat(reports.get(0).text()).contains("Source 'fleet' is new");
    assertThat(reports.get(0).isError()).isFalse();
  }

  @Test
  void nothingIsWrittenWhenNothingChanged() throws Exception {
    compile(WRITE);
    byte[] before = Files.readAllBytes(lock);

    assertThat(compile(WRITE)).isEmpty();
    assertThat(compile(ACCEPT)).isEmpty();
    assertThat(lock).hasBinaryContent(before);
  }

  @Test
  void theSameBytesAreWrittenWhateverTheOrderOfTheFiles() throws Exception {
    quakes.with(Connector.RESOURCES.resolve("good/com/acme/fleet"));
    compile(WRITE);
    byte[] before = Files.readAllBytes(lock);
    Files.delete(lock);

    List<Path> reversed =
        new ArrayList<>(CompilerUnderTest.write(quakes, newFolder(module, "reversed")));
    Collections.reverse(reversed);
    compile(reversed, "target/classes", WRITE);

    assertThat(lock).hasBinaryContent(before);
  }

  @Test
  void aLockThatIsNoneOrOfALaterReleaseIsNeverWrittenOver() throws Exception {
    for (String text : List.of("<<<<<<< ours", "", "{\"formatVersion\" : 2}", "[]", "{}")) {
      Files.writeString(lock, text);
      assertThat(compile(ACCEPT)).hasSize(1).allMatch(Report::isError);
      assertThat(lock).hasContent(text);
    }
  }

  @Test
  void theTestsOfAModuleHaveNoLock() throws Exception {
    List<Path> files = CompilerUnderTest.write(quakes, newFolder(module, "sources"));

    assertThat(compile(files, "target/test-classes", WRITE)).isEmpty();
    assertThat(lock).doesNotExist();
  }

  @Test
  void theLockCanBeElsewhereOrNowhere() throws Exception {
    Path elsewhere = module.resolve("schema.json");
    compile(WRITE, "-Adurableingest.lock=" + elsewhere);
    assertThat(elsewhere).exists();
    assertThat(lock).doesNotExist();

    compile(WRITE, "-Adurableingest.lock=none");
    assertThat(lock).doesNotExist();
  }

  @Test
  void aSourceThatIsNotCompiledThisTimeKeepsItsSection() throws Exception {
    quakes.with(Connector.RESOURCES.resolve("good/com/acme/fleet"));
    compile(WRITE);
    byte[] before = Files.readAllBytes(lock);
    Connector fleet = Connector.good("fleet");

    List<Path> files = CompilerUnderTest.write(fleet, newFolder(module, "sources"));
    List<Report> reports = compile(files, "target/classes", WRITE);

    assertThat(reports).isEmpty();
    assertThat(lock).hasBinaryContent(before);
  }

  /** Method: two branches add a column each, and Git's own merge brings the lock together. */
  @Test
  void twoBranchesThatAddToDifferentRecordsMerge() throws Exception {
    quakes.with(Connector.RESOURCES.resolve("good/com/acme/fleet"));
    compile(WRITE);
    Path base = Files.copy(lock, module.resolve("base.json"));
    String row = quakes.texts().get(ROW);
    change("String region", "String region, java.util.Optional<String> depth");
    compile(WRITE);
    Path ours = Files.copy(lock, module.resolve("ours.json"));
    String both = quakes.texts().get(ROW);
    quakes.with(row);
    Files.copy(base, lock, StandardCopyOption.REPLACE_EXISTING);
    String position = quakes.texts().get("com.acme.fleet.Position");
    quakes.with(
        position
            .replaceFirst("\\(", "(java.util.Optional<String> aboard, ")
            .replaceFirst("\\{}", SHORT_CONSTRUCTOR));
    compile(WRITE);

    mergeByGit(ours, base, lock);

    Files.copy(ours, lock, StandardCopyOption.REPLACE_EXISTING);
    quakes.with(both);
    assertThat(compile()).isEmpty();
  }

  private static void mergeByGit(Path ours, Path base, Path theirs) throws Exception {
    try {
      Process git =
          new ProcessBuilder(
                  "git", "merge-file", ours.toString(), base.toString(), theirs.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), UTF_8);
      assertThat(git.waitFor()).as(said).isZero();
    } catch (IOException e) {
      assumeTrue(false, "No git command is on the path: " + e.getMessage());
    }
  }

  private void change(String before, String after) {
    String row = quakes.texts().get(ROW);
    assertThat(row).contains(before);
    quakes.with(row.replace(before, after));
    String resource = "com.acme.quakes.resources.Earthquakes";
    quakes.with(
        quakes
            .texts()
            .get(resource)
            .replaceFirst("ProcessResult\\.of\\([^;]*;", "ProcessResult.none(null);"));
  }

  private List<Report> compile(String... options) throws Exception {
    List<Path> files = CompilerUnderTest.write(quakes, newFolder(module, "sources"));
    return compile(files, "target/classes", options);
  }

  private List<Report> compile(List<Path> files, String output, String... options)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    Path classes = Files.createDirectories(module.resolve(output));
    all.add("-classpath");
    all.add(classes + File.pathSeparator + System.getProperty("java.class.path"));
    Outcome outcome = CompilerUnderTest.javac().compile(new Job(files, classes, all));
    return outcome.reports().stream()
        .filter(report -> report.isError() || report.text().startsWith("[DI6"))
        .toList();
  }

  private static Path newFolder(Path parent, String name) throws IOException {
    return Files.createTempDirectory(parent, name);
  }

  private static List<String> codes(List<Report> reports) {
    return reports.stream().map(report -> report.text().substring(1, "[DI101".length())).toList();
  }
}
