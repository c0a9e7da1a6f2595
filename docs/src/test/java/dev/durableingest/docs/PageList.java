package dev.durableingest.docs;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/llms.txt}: every page with its first sentence, as language models look for it. */
final class PageList {
  private static final Map<String, String> SECTIONS = new LinkedHashMap<>();

  static {
    SECTIONS.put("Start", "docs/tutorial");
    SECTIONS.put("How to", "docs/how-to");
    SECTIONS.put("Reference", "docs/reference");
    SECTIONS.put("Concepts", "docs/concepts");
  }

  private PageList() {}

  static String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Durable Ingest\n\n> ").append(summary(Path.of("README.md"))).append("\n\n");
    text.append(
            "Paths are relative to the root of the repository. Instructions for coding copilots,")
        .append(" with a whole connector, every\nannotation, option and code, are one file:\n\n");
    text.append(
            "- [SKILL.md](runtime/core/src/main/resources/META-INF/skills/durable-ingest/SKILL.md)")
        .append(": also in the runtime jar, at META-INF/skills/durable-ingest/SKILL.md\n");
    SECTIONS.forEach((heading, folder) -> text.append(section(heading, folder)));
    text.append("\n## Optional\n\n- [Decisions](decisions/README.md): what was decided, and why\n");
    return text.toString();
  }

  private static String section(String heading, String folder) {
    Stream<Path> pages =
        Project.markdown().stream()
            .filter(page -> page.startsWith(folder))
            .filter(page -> !page.startsWith("docs/reference/errors"))
            .filter(page -> !page.endsWith("README.md"));
    if (heading.equals("Start")) {
      pages = Stream.concat(Stream.of("README.md", "docs/taxonomy.md").map(Path::of), pages);
    }
    return pages
        .map(page -> "- [" + title(page) + "](" + page + "): " + summary(page) + "\n")
        .collect(Collectors.joining("", "\n## " + heading + "\n\n", ""));
  }

  private static String title(Path page) {
    return Page.read(page).text().lines().findFirst().orElseThrow().replaceFirst("^# ", "");
  }

  /** The first sentence below the heading. */
  private static String summary(Path page) {
    String paragraph =
        Page.read(page)
            .text()
            .lines()
            .skip(1)
            .dropWhile(line -> line.isBlank() || line.startsWith("#") || line.startsWith("<!--"))
            .map(line -> line.replaceFirst("^\\d+\\. ", ""))
            .takeWhile(line -> !line.isBlank())
            .collect(Collectors.joining(" "));
    String sentence =
        paragraph.split("(?<=[.:]) +(?=[A-Z])", 2)[0].replaceAll("^(?:\\d+\\.|-) ", "");
    return sentence.endsWith(":") ? sentence.substring(0, sentence.length() - 1) + "." : sentence;
  }
}
