package dev.durableingest.processor;

import dev.durableingest.processor.diagnose.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One mistake, made in the good connector: a file or folder under {@code bad/} whose name begins
 * with the code.
 *
 * @param path the file or folder
 */
record BadCase(Path path) {
  private static final Path BAD = Connector.RESOURCES.resolve("bad");
  private static final String LOCK_FILE = "durable-ingest.lock.json";

  static List<BadCase> all() throws IOException {
    try (Stream<Path> files = Files.list(BAD)) {
      return files.sorted().map(BadCase::new).toList();
    }
  }

  /** The code that it shows. */
  ProblemCode code() {
    return ProblemCode.valueOf(path.getFileName().toString().substring(0, "DI101".length()));
  }

  /** The good connector with the mistake in it. */
  Connector connector() {
    return Connector.good("quakes").with(path);
  }

  /**
   * The options of the compiler. A case of the schema lock has a lock, its own or that of the good
   * connector, which is copied to a folder.
   */
  List<String> options(Path folder) throws IOException {
    if (code().compareTo(ProblemCode.DI601) < 0) {
      return List.of();
    }
    Path own = path.resolve(LOCK_FILE);
    Path lock = folder.resolve(LOCK_FILE);
    Files.copy(
        Files.exists(own) ? own : Connector.RESOURCES.resolve("locked/quakes.lock.json"), lock);
    Path options = path.resolve("options.txt");
    String text = Files.exists(options) ? Files.readString(options) : "-Adurableingest.lock={lock}";
    return text.replace("{lock}", lock.toString())
        .replace("{folder}", folder.toString())
        .lines()
        .toList();
  }

  /** The file and the line that is marked: {@code Earthquakes.java:12}. */
  String markedPlace() {
    Mark mark = mark();
    return mark.file() + ":" + mark.line();
  }

  /** The line on which the list begins that the marked line is in; else the marked one. */
  String placeOfListAroundMark() {
    Mark mark = mark();
    for (int line = mark.line(); line > 0; line--) {
      String text = mark.lines().get(line - 1);
      if (text.contains(" = {")) {
        return mark.file() + ":" + line;
      }
      if (text.contains("}")) {
        break;
      }
    }
    return markedPlace();
  }

  /** The marked line and its neighbours, as far to the left as they go. */
  List<String> linesAroundMark() {
    Mark mark = mark();
    int first = mark.line() - 1;
    int last = mark.line();
    while (first > 0 && mark.line() - first < 5 && !mark.lines().get(first - 1).isBlank()) {
      first--;
    }
    while (last < mark.lines().size()
        && last - mark.line() < 3
        && !mark.lines().get(last).isBlank()) {
      last++;
    }
    return String.join("\n", mark.lines().subList(first, last)).stripIndent().lines().toList();
  }

  private record Mark(String file, List<String> lines, int line) {}

  private Mark mark() {
    for (Map.Entry<String, String> text : connector().texts().entrySet()) {
      List<String> lines = text.getValue().lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).endsWith("// " + code())) {
          return new Mark(Connector.simpleName(text.getKey()) + ".java", lines, i + 1);
        }
      }
    }
    throw new IllegalArgumentException("No line ends in // " + code());
  }

  @Override
  public String toString() {
    return path.getFileName().toString();
  }
}
