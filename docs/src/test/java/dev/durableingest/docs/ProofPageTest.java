package dev.durableingest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages that say which test shows what name tests that there are. */
final class ProofPageTest {
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

  @Test
  void everyTestThatAPageNamesIsThere() {
    Map<String, List<Path>> tests =
        Project.files().stream()
            .filter(file -> file.toString().endsWith("Test.java"))
            .collect(Collectors.groupingBy(file -> file.getFileName().toString()));
    List<String> missing = new ArrayList<>();
    int named = 0;
    for (String page : List.of("docs/concepts/proof.md", "runtime/testkit/README.md")) {
      for (Matcher name = TEST.matcher(Project.read(page)); name.find(); named++) {
        List<Path> files = tests.getOrDefault(name.group(1) + ".java", List.of());
        String method = name.group(2);
        boolean isThere =
            files.stream()
                .anyMatch(
                    file ->
                        method == null
                            || Project.read(Project.ROOT.resolve(file))
                                .contains("void " + method + "("));
        if (!isThere) {
          missing.add(page + ": " + name.group());
        }
      }
    }
    assertThat(named).isGreaterThan(50);
    assertThat(missing).isEmpty();
  }
}
