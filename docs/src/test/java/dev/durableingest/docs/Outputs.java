package dev.durableingest.docs;

import dev.durableingest.coinbase.CoinbaseWorkflow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What programs print, as the pages show it. */
final class Outputs {
  private static final int WIDTH = 100;
  private static final Pattern COMMENT = Pattern.compile("/\\*\\*(.*?)\\*/", Pattern.DOTALL);

  private Outputs() {}

  static String of(String name) throws IOException {
    return switch (name) {
      case "compile-error" -> compileError();
      case "plan" -> plan();
      case "coinbase-help" -> coinbaseHelp();
      case "packages" -> packages();
      default -> throw new AssertionError("There is no output " + name);
    };
  }

  /** What javac says of the example when a column in {@code orderBy} is mistyped. */
  private static String compileError() throws IOException {
    return compile(
            text -> text.replace("{\"region\"", "{\"regoin\""), List.of("-Xlint:none"), false)
        .replace("com/acme/quakes/resources/", "");
  }

  /** What javac says of the example when it is asked for the plan. */
  private static String plan() throws IOException {
    return compile(text -> text, List.of("-Adurableingest.explain=true"), true);
  }

  private static String compile(UnaryOperator<String> edit, List<String> options, boolean succeeds)
      throws IOException {
    Path root = Project.ROOT.resolve("docs/examples/quakes/src/main/java");
    Path work = Files.createTempDirectory("compile");
    List<Path> files;
    try (Stream<Path> all = Files.walk(root)) {
      files = all.filter(file -> file.toString().endsWith(".java")).toList();
    }
    for (Path file : files) {
      Path copy = work.resolve(root.relativize(file));
      Files.createDirectories(copy.getParent());
      String text = edit.apply(Project.read(file));
      // The tags of the documentation are not what an author has in the file.
      Files.writeString(copy, text.replaceAll("(?m)^// (tag|end)::.*\\n", ""));
    }
    List<String> all = new ArrayList<>(List.of("-d", work.toString(), "-proc:only"));
    all.addAll(options);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter out = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      List<Path> copies = files.stream().map(file -> work.resolve(root.relativize(file))).toList();
      boolean compiled =
          compiler
              .getTask(out, manager, null, all, null, manager.getJavaFileObjectsFromPaths(copies))
              .call();
      if (compiled != succeeds) {
        throw new AssertionError(out);
      }
    }
    return out.toString().replace(work + "/", "").replace("\r\n", "\n");
  }

  private static String coinbaseHelp() {
    return Help.TEXT;
  }

  /** A workflow keeps the standard output that it found when it was loaded: asked once. */
  private static final class Help {
    static final String TEXT = print();

    private static String print() {
      PrintStream before = System.out;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
        System.setOut(out);
        CoinbaseWorkflow.run("--help");
      } finally {
        System.setOut(before);
      }
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }

  /** Each package of main code with the first sentence of its description. */
  private static String packages() {
    List<Path> infos =
        Project.mainCode().stream().filter(file -> file.endsWith("package-info.java")).toList();
    int width = infos.stream().mapToInt(info -> packageOf(info).length()).max().orElse(0) + 2;
    StringBuilder text = new StringBuilder();
    for (Path info : infos) {
      Matcher comment = COMMENT.matcher(Project.read(Project.ROOT.resolve(info)));
      if (!comment.find()) {
        throw new AssertionError(info + " has no description");
      }
      String words =
          comment
              .group(1)
              .replaceAll("\\n\\s*\\*", " ")
              .replaceAll("\\{@\\w+\\s+([^}]*)}", "$1")
              .replaceAll("\\s+", " ")
              .strip();
      String sentence = words.split("(?<=\\.)\\s", 2)[0];
      text.append(wrapped((packageOf(info) + " ".repeat(width)).substring(0, width), sentence));
    }
    return text.toString();
  }

  /** The package that a {@code package-info.java} is of. */
  static String packageOf(Path info) {
    String path = info.toString().replace('\\', '/');
    String below = path.substring(path.indexOf("src/main/java/") + "src/main/java/".length());
    return below.substring(0, below.lastIndexOf('/')).replace('/', '.');
  }

  private static String wrapped(String head, String words) {
    StringBuilder text = new StringBuilder(head);
    int column = head.length();
    boolean first = true;
    for (String word : words.split(" ")) {
      if (!first && column + 1 + word.length() > WIDTH) {
        text.append('\n').append(" ".repeat(head.length()));
        column = head.length();
        first = true;
      }
      text.append(first ? "" : " ").append(word);
      column += word.length() + (first ? 0 : 1);
      first = false;
    }
    return text.append('\n').toString();
  }
}
