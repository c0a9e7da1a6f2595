package dev.durableingest.processor;

import com.google.testing.compile.Compilation;
import dev.durableingest.processor.diagnose.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The page of one code: what is wrong, how it looks, the way out. */
final class ErrorPage {
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.?]) (?=[A-Z'])");
  private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private final ProblemCode code;
  private final StringBuilder text = new StringBuilder();

  ErrorPage(ProblemCode code) {
    this.code = code;
  }

  /** The text of a code, for any names. */
  static String general(ProblemCode code) {
    return code.text().replace(".%s", ". …").replace("%s", "…").replace("|", "\\|");
  }

  /** The whole page; locks are copied to a folder of their own below the one given. */
  String text(Path folder) throws IOException {
    line("# " + code);
    line("");
    line(
        "<!-- Written by ErrorPagesTest from ProblemCode and the files under bad/: change these. -->");
    line("");
    line("> " + general(code));
    line("");
    line(
        code.isError()
            ? "An error: the module does not compile until it is mended."
            : "A note: the module compiles.");
    for (BadCase example : BadCase.all()) {
      if (example.code() == code) {
        addExample(example, Files.createDirectories(folder.resolve(example.toString())));
      }
    }
    line("");
    line("[All codes](../compile-errors.md)");
    return text.toString();
  }

  private void addExample(BadCase example, Path folder) throws IOException {
    line("");
    line("## " + title(example));
    line("");
    line("```java");
    line("// " + example.markedPlace().replaceAll(":\\d+$", ""));
    example.linesAroundMark().forEach(this::line);
    line("```");
    line("");
    List<String> sentences = List.of(SENTENCE_END.split(message(example, folder), 2));
    line("**What is wrong.** " + sentences.get(0));
    if (sentences.size() > 1) {
      line("");
      line("**The way out.** " + sentences.get(1));
    }
  }

  private static String title(BadCase example) {
    String name = example.toString().substring("DI101_".length()).replace(".java", "");
    String words = WORD_START.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT);
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** What the compiler says, without the code and without where the lock happened to be. */
  private String message(BadCase example, Path folder) throws IOException {
    Compilation compilation = example.connector().compile(example.options(folder).toArray());
    return compilation.diagnostics().stream()
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .filter(message -> message.startsWith("[" + code + "] "))
        .map(message -> message.substring("[DI101] ".length()).replace(folder + "/", ""))
        .findFirst()
        .orElseThrow();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
