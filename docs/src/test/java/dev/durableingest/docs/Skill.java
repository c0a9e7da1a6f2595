package dev.durableingest.docs;

import dev.durableingest.processor.diagnose.ProblemCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What a coding copilot reads: instructions that people wrote, and between them what follows from
 * the annotations, the codes, the taxonomy, a registry and the command line.
 */
final class Skill {
  /** Where loaders of skills look in a jar. */
  static final String RESOURCE = "META-INF/skills/durable-ingest/SKILL.md";

  static final String SHIPPED = "runtime/core/src/main/resources/" + RESOURCE;

  private static final String TEMPLATE = "docs/src/test/resources/skill.template";
  private static final String REGISTRY =
      "processor/src/test/resources/expected/quakes/META-INF/durable-ingest/registry/quakes.json";
  private static final Path ANNOTATIONS =
      Path.of("annotations/src/main/java/dev/durableingest/annotations");

  private static final Pattern SNIPPET = Pattern.compile("<!-- snippet: (\\S+) -->");
  private static final Pattern PART = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern ANNOTATION =
      Pattern.compile(
          "/\\*\\*((?:[^*]|\\*(?!/))*)\\*/[^/]*?public (@interface|enum) (\\w+) \\{(.*)}",
          Pattern.DOTALL);
  private static final Pattern MEMBER =
      Pattern.compile(
          "/\\*\\*((?:[^*]|\\*(?!/))*)\\*/\\s*([\\w<>?\\[\\]]+ \\w+\\(\\)(?: default [^;]+)?;|[A-Z_]+[,\\s])");

  private Skill() {}

  static String text() throws IOException {
    String text = Project.read(TEMPLATE);
    text =
        SNIPPET.matcher(text).replaceAll(found -> Matcher.quoteReplacement(fenced(found.group(1))));
    Matcher part = PART.matcher(text);
    StringBuilder whole = new StringBuilder();
    while (part.find()) {
      part.appendReplacement(whole, Matcher.quoteReplacement(part(part.group(1)).strip()));
    }
    return part.appendTail(whole).toString();
  }

  private static String fenced(String from) {
    String language = from.contains(".xml") ? "xml" : "java";
    return "```" + language + "\n" + Snippets.of(from) + "```";
  }

  private static String part(String name) throws IOException {
    return switch (name) {
      case "taxonomy" -> table(Project.read("docs/taxonomy.md"));
      case "invariants" -> list("- ", "invariants");
      case "extend" -> list("1. ", "extend");
      case "annotations" -> annotations();
      case "help" -> Outputs.of("coinbase-help");
      case "codes" -> codes();
      default -> throw new AssertionError(TEMPLATE + ": there is no part " + name);
    };
  }

  private static String table(String page) {
    return page.lines()
        .dropWhile(line -> !line.startsWith("|"))
        .takeWhile(line -> line.startsWith("|"))
        .collect(Collectors.joining("\n"));
  }

  private static String list(String bullet, String field) {
    JsonNode registry = new ObjectMapper().readTree(Project.read(REGISTRY));
    return StreamSupport.stream(registry.path(field).spliterator(), false)
        .map(item -> bullet + item.asString())
        .collect(Collectors.joining("\n"));
  }

  private static String codes() {
    return Arrays.stream(ProblemCode.values())
        .map(code -> "- " + code + ": " + code.text().replace("%s", "…").replace(".…", ". …"))
        .collect(Collectors.joining("\n"));
  }

  private static String annotations() {
    List<Path> files =
        Project.mainCode().stream()
            .filter(
                file ->
                    file.startsWith(ANNOTATIONS) && !file.getFileName().toString().contains("-"))
            .toList();
    return files.stream()
        .map(file -> annotation(Project.read(file.toString()), file))
        .collect(Collectors.joining("\n"));
  }

  private static String annotation(String source, Path file) {
    Matcher type = ANNOTATION.matcher(source);
    if (!type.find()) {
      throw new AssertionError(file + " has no description");
    }
    String at = type.group(2).equals("enum") ? "" : "@";
    StringBuilder text = new StringBuilder();
    text.append("- `").append(at).append(type.group(3)).append("`: ").append(words(type.group(1)));
    for (Matcher member = MEMBER.matcher(type.group(4)); member.find(); ) {
      String declared = member.group(2).replaceAll("[,;\\s]+$", "").replaceAll("\\(\\)", "");
      text.append("\n  - `").append(declared).append("`: ").append(words(member.group(1)));
    }
    return text.toString();
  }

  /** Javadoc as plain words. */
  private static String words(String comment) {
    return comment
        .replaceAll("\\n\\s*\\*", " ")
        .replaceAll("\\{@\\w+\\s+#?([^}]*)}", "`$1`")
        .replace("<p>", "")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
