package dev.durableingest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.durableingest.runtime.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages say exists, and what they show is what there is. */
final class DocsTest {
  /** Stands for the author's own name: {@code XyzSource}. */
  private static final Pattern PLACEHOLDER = Pattern.compile(".*(Xyz|<\\w+>|%s|…).*");

  private static final Pattern TYPE = Pattern.compile("@?([A-Z][a-z]\\w*)([.#]\\w+)?(\\(.*\\))?");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--([a-z][a-z-]+)");
  private static final Pattern PACKAGE = Pattern.compile("(dev\\.durableingest|com\\.acme)[.\\w]*");
  private static final Pattern PATH =
      Pattern.compile("[\\w.-]+(/[\\w.-]+)+/?|[\\w-]+\\.(md|xml|java|csv)|\\./ingest");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

  private static final Set<String> OF_OTHERS =
      Set.of("System.Logger", "MessageFormat", "ServiceLoader", "Comparable", "@NullMarked");
  private static final Set<String> TOOL_OPTIONS =
      Set.of("help", "version", "rate", "data", "coinbase-products", "enable-native-access");

  @Test
  void everySnippetIsARegionOfAFileAndEveryOutputIsWhatIsPrinted() throws IOException {
    List<String> differences = new ArrayList<>();
    for (Path path : Project.markdown()) {
      Page page = Page.read(path);
      for (int i = 0; i < page.blocks().size(); i++) {
        Page.Block block = page.blocks().get(i);
        if (block.kind() == null) {
          continue;
        }
        String wanted =
            block.kind().equals("snippet") ? Snippets.of(block.from()) : Outputs.of(block.from());
        if (!block.content().equals(wanted)) {
          if ("write".equals(System.getProperty("docs"))) {
            page = page.with(block, wanted);
          } else {
            differences.add(path + ": " + block.from());
          }
        }
      }
    }
    assertThat(differences)
        .as("blocks that differ from their origin; -Ddocs=write copies them into the pages")
        .isEmpty();
  }

  @Test
  void noPageShowsCodeThatNothingCompiles() {
    List<String> loose = new ArrayList<>();
    for (Path path : pages()) {
      if (path.startsWith("docs/reference/errors")) {
        continue; // shows what does not compile; a test of the processor makes these pages
      }
      for (Page.Block block : Page.read(path).blocks()) {
        if (block.kind() == null && Set.of("java", "xml").contains(block.language())) {
          loose.add(path + ": " + block.content().lines().findFirst().orElse(""));
        }
      }
    }
    assertThat(loose).isEmpty();
  }

  @Test
  void everyTypeThatAPageNamesExists() {
    Set<String> known =
        new ClassFileImporter()
            .importPackages("dev.durableingest", "com.acme").stream()
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
    // Tests of other modules are on no class path here.
    Project.files().stream()
        .map(file -> file.getFileName().toString())
        .filter(file -> file.endsWith("Test.java"))
        .forEach(file -> known.add(file.replace(".java", "")));
    assertThat(
            names(
                name -> {
                  Matcher type = TYPE.matcher(name);
                  return type.matches()
                      && !OF_OTHERS.contains(name)
                      && !known.contains(type.group(1))
                      && !isSuffix(name);
                }))
        .as("types that do not exist")
        .isEmpty();
  }

  @Test
  void everyPackageThatAPageNamesExists() {
    Set<String> known =
        new ClassFileImporter()
            .importPackages("dev.durableingest", "com.acme").stream()
                .map(JavaClass::getPackageName)
                .collect(Collectors.toCollection(TreeSet::new));
    known.add("dev.durableingest");
    assertThat(names(name -> PACKAGE.matcher(name).matches() && !known.contains(name)))
        .as("packages that do not exist")
        .isEmpty();
  }

  @Test
  void everyPathThatAPageNamesExists() {
    assertThat(
            names(
                name ->
                    PATH.matcher(name).matches()
                        && !name.startsWith("data/")
                        && !name.startsWith("META-INF/")
                        && !name.startsWith("target/")
                        && !Files.exists(Project.ROOT.resolve(name))
                        && !Files.exists(
                            Project.ROOT.resolve("docs/examples/quakes").resolve(name))))
        .as("paths that do not exist")
        .isEmpty();
  }

  @Test
  void everyLinkLeadsToAFile() {
    List<String> broken = new ArrayList<>();
    for (Path path : pages()) {
      Path folder = Project.ROOT.resolve(path).getParent();
      for (Matcher link = LINK.matcher(Page.read(path).text()); link.find(); ) {
        if (!Files.exists(folder.resolve(link.group(1)))) {
          broken.add(path + ": " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyOptionThatAPageNamesExists() throws IOException {
    Set<String> known = new TreeSet<>(TOOL_OPTIONS);
    for (Matcher option = OPTION.matcher(Outputs.of("coinbase-help")); option.find(); ) {
      known.add(option.group(1));
    }
    known.addAll(List.of("quakes-feed-url", "feed-url", "database-url"));
    List<String> unknown = new ArrayList<>();
    for (Path path : List.of(Path.of("README.md"), Path.of("ARCHITECTURE.md"))) {
      String text = Page.read(path).text();
      for (Matcher option = OPTION.matcher(text); option.find(); ) {
        if (!known.contains(option.group(1))) {
          unknown.add(path + ": " + option.group());
        }
      }
    }
    assertThat(names(name -> isUnknownOption(name, known))).as("options of pages").isEmpty();
    assertThat(unknown).as("options of the README").isEmpty();
  }

  @Test
  void everyPackageOfMainCodeDescribesItself() {
    Set<String> withCode =
        Project.mainCode().stream()
            .filter(file -> !file.endsWith("module-info.java"))
            .map(Outputs::packageOf)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> described =
        Project.mainCode().stream()
            .filter(file -> file.endsWith("package-info.java"))
            .map(Outputs::packageOf)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(described).containsExactlyElementsOf(withCode);
  }

  @Test
  void everyStageIsAPackageAndAHeadingOfThePageOnDurability() {
    String page = Project.read("docs/concepts/durability.md");
    Path runtime = Project.ROOT.resolve("runtime/core/src/main/java/dev/durableingest/runtime");
    assertThat(Arrays.stream(Stage.values()).map(Stage::toString))
        .allSatisfy(
            stage -> {
              assertThat(runtime.resolve(stage)).isDirectory();
              assertThat(page).contains("**" + stage + ".**");
            });
  }

  @Test
  void everyDecisionIsInTheListOfDecisions() throws IOException {
    String list = Project.read("decisions/README.md");
    try (Stream<Path> files = Files.list(Project.ROOT.resolve("decisions"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .allSatisfy(name -> assertThat(name.equals("README.md") || list.contains(name)).isTrue());
    }
  }

  private static boolean isUnknownOption(String name, Set<String> known) {
    Matcher option = OPTION.matcher(name);
    return option.find() && option.start() == 0 && !known.contains(option.group(1));
  }

  /** A part of a name, as in the habits of naming: {@code Impl}. */
  private static boolean isSuffix(String name) {
    return Set.of("Manager", "Util", "Helper", "Impl", "Base", "Handler", "Void").contains(name);
  }

  private static List<String> names(java.util.function.Predicate<String> wrong) {
    List<String> found = new ArrayList<>();
    for (Path path : pages()) {
      for (String name : Page.read(path).names()) {
        if (!PLACEHOLDER.matcher(name).matches() && wrong.test(name)) {
          found.add(path + ": " + name);
        }
      }
    }
    return found;
  }

  /** The pages of the project as a whole; a module's own README is the module's. */
  private static List<Path> pages() {
    return Project.markdown().stream()
        .filter(
            path ->
                path.getNameCount() == 1 || path.startsWith("docs") || path.startsWith("decisions"))
        .filter(path -> !path.endsWith("CHANGELOG.md"))
        .toList();
  }
}
