package dev.durableingest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must not be in a checkout, whoever made it and wherever. */
final class ProjectHygieneTest {

  @Test
  void noFileNamesAPlaceThatOnlyOneMachineHas() {
    // Homes, mounted work folders, Windows drives; and hosts that packages come from, because where
    // from is the matter of each user's settings.
    Pattern machine =
        Pattern.compile(
            "(?<![\\w.:/-])/(home|Users|root|work|mnt)/\\w"
                + "|\\b[A-Z]:\\\\\\\\?\\w"
                + "|\\b(repo1?|registry|proxy|nexus|artifactory|mirror)[.-][a-z0-9.-]*[a-z0-9]"
                + "\\.(org|com|net|io|dev|local|internal|lan)\\b");
    assertThat(matches(machine)).isEmpty();
  }

  @Test
  void noFileHoldsUnfinishedBusiness() {
    Pattern unfinished = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    assertThat(matches(unfinished)).allMatch(match -> match.startsWith("config/checkstyle.xml:"));
  }

  @Test
  void noFileHoldsTabsOrTrailingSpacesOrWindowsLineEnds() {
    assertThat(matches(Pattern.compile("\t|[ \t]+$|\r", Pattern.MULTILINE)))
        .allMatch(match -> match.startsWith("processor/src/test/resources/"));
  }

  @Test
  void noGeneratedFileTellsWhenOrWhereItWasMade() throws IOException {
    List<Path> generated = generated();
    assertThat(generated).as("generated files; build the connectors first").isNotEmpty();
    String host = InetAddress.getLocalHost().getHostName();
    for (Path file : generated) {
      assertThat(Project.read(file))
          .as(file.toString())
          .doesNotContainPattern("\\b20\\d\\d-\\d\\d-\\d\\d|\\b\\d\\d:\\d\\d:\\d\\d\\b")
          .doesNotContain(Project.ROOT.toString())
          .doesNotContainPattern("\\b" + Pattern.quote(host) + "\\b")
          .doesNotContain(System.getProperty("java.version"));
    }
  }

  /**
   * The plugin does not tell of a property that it does not know: then the tests' jars come too.
   */
  @Test
  void connectorsAreRunWithoutWhatTheirTestsNeed() {
    assertThat(Project.read("ingest"))
        .contains("dependency:build-classpath")
        .contains("-DincludeScope=runtime")
        .doesNotContain("mdep.includeScope");
  }

  private static List<Path> generated() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module :
        List.of(
            "connectors/coinbase",
            "connectors/supabase",
            "docs/examples/quakes",
            "docs/examples/orders")) {
      Path target = Project.ROOT.resolve(module).resolve("target");
      for (String folder :
          List.of("generated-sources/annotations", "classes/META-INF/durable-ingest")) {
        try (Stream<Path> below = Files.walk(target.resolve(folder))) {
          below.filter(Files::isRegularFile).forEach(files::add);
        }
      }
    }
    return files;
  }

  /** {@code path:line: text} of every match in a text file of the project. */
  private static List<String> matches(Pattern pattern) {
    List<String> found = new ArrayList<>();
    for (Path file : Project.files()) {
      String text = textOf(file);
      for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
        long line = text.substring(0, matcher.start()).lines().count();
        found.add(file + ":" + Math.max(1, line) + ": '" + matcher.group() + "'");
      }
    }
    return found;
  }

  private static String textOf(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(Project.ROOT.resolve(file));
      return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return ""; // a binary file
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
