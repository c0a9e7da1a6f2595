package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.durableingest.processor.diagnose.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every code has a page in the documentation, made of the mistakes under {@code bad/} and of what
 * the compiler says of them. {@code -Ddocs=write} writes the pages.
 */
class ErrorPagesTest {
  private static final Path PAGES = Path.of("..", "docs", "reference", "errors");
  private static final Path INDEX = PAGES.resolveSibling("compile-errors.md");

  private static final Map<String, String> FAMILIES = new LinkedHashMap<>();

  static {
    FAMILIES.put("DI1", "Sources, resources and their names");
    FAMILIES.put("DI2", "Sinks and columns");
    FAMILIES.put("DI3", "The types of a resource");
    FAMILIES.put("DI4", "Options");
    FAMILIES.put("DI5", "Values");
    FAMILIES.put("DI6", "The schema lock");
    FAMILIES.put("DI9", "The processor itself");
  }

  @Test
  void everyCodeHasItsPageAndEveryPageIsWhatTheCompilerSays(@TempDir Path folder)
      throws IOException {
    Map<String, String> wanted = new TreeMap<>();
    wanted.put("../compile-errors.md", index());
    for (ProblemCode code : ProblemCode.values()) {
      wanted.put(code + ".md", new ErrorPage(code).text(folder));
    }
    if ("write".equals(System.getProperty("docs"))) {
      Files.createDirectories(PAGES);
      for (Map.Entry<String, String> page : wanted.entrySet()) {
        Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
      }
    }
    Map<String, String> found = new TreeMap<>();
    found.put("../compile-errors.md", Files.readString(INDEX));
    try (Stream<Path> pages = Files.list(PAGES)) {
      for (Path page : pages.toList()) {
        found.put(page.getFileName().toString(), Files.readString(page));
      }
    }
    assertThat(found)
        .as("pages that differ from what the compiler says; -Ddocs=write writes them")
        .isEqualTo(wanted);
  }

  private static String index() {
    StringBuilder text = new StringBuilder(INDEX_HEAD);
    FAMILIES.forEach(
        (prefix, heading) -> {
          text.append("\n## ").append(heading).append("\n\n| | |\n|---|---|\n");
          codes(prefix)
              .forEach(
                  code ->
                      text.append("| [%1$s](errors/%1$s.md) | ".formatted(code))
                          .append(ErrorPage.general(code))
                          .append(" |\n"));
        });
    return text.toString();
  }

  private static List<ProblemCode> codes(String prefix) {
    List<ProblemCode> codes =
        Arrays.stream(ProblemCode.values()).filter(code -> code.name().startsWith(prefix)).toList();
    assertThat(codes).as(prefix).isNotEmpty();
    return codes;
  }

  @Test
  void everyCodeIsInAFamily() {
    assertThat(Arrays.stream(ProblemCode.values()).map(code -> code.name().substring(0, 3)))
        .allMatch(FAMILIES::containsKey);
  }

  private static final String INDEX_HEAD =
      Stream.of(
              "# Compile errors",
              "",
              "What the processor says, by code. A code is permanent: it is never given to another"
                  + " mistake. Each has a page with the",
              "mistake, the message, and the way out; `…` stands for your names.",
              "",
              "<!-- Written by ErrorPagesTest from ProblemCode: change that. -->",
              "")
          .collect(Collectors.joining("\n"));
}
