package dev.durableingest.processor;

import static com.google.testing.compile.Compiler.javac;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;

/**
 * The sources of a connector, by qualified class name. A case is the good connector with some of
 * its files replaced or some added: what a file is, its text says, not its name on disk.
 */
final class Connector {
  static final Path RESOURCES = Path.of("src/test/resources");

  private static final Pattern PACKAGE = Pattern.compile("^package ([\\w.]+);", Pattern.MULTILINE);
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile("^public [\\w ]*?(?:class|record|interface|enum) (\\w+)", Pattern.MULTILINE);
  private static final Pattern TYPE =
      Pattern.compile("^[\\w ]*?(?:class|record|interface|enum) (\\w+)", Pattern.MULTILINE);

  private final Map<String, String> texts = new LinkedHashMap<>();

  /** The connector of this folder below {@code good/com/acme}. */
  static Connector good(String name) {
    return new Connector().with(RESOURCES.resolve("good/com/acme").resolve(name));
  }

  /** Adds a file, or all files in a folder; those that are there already are replaced. */
  Connector with(Path fileOrFolder) {
    try (Stream<Path> files = Files.walk(fileOrFolder)) {
      for (Path file : files.filter(Connector::isJava).sorted().toList()) {
        with(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Connector with(String text) {
    Matcher packageName = PACKAGE.matcher(text);
    String prefix = packageName.find() ? packageName.group(1) + "." : "";
    texts.put(prefix + typeName(text), text);
    return this;
  }

  Connector without(String className) {
    texts.remove(className);
    return this;
  }

  private static boolean isJava(Path file) {
    return file.toString().endsWith(".java");
  }

  private static String typeName(String text) {
    for (Pattern pattern : List.of(PUBLIC_TYPE, TYPE)) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.find()) {
        return matcher.group(1);
      }
    }
    throw new IllegalArgumentException("No type in:\n" + text);
  }

  /** A class name without its package. */
  static String simpleName(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  /** The texts by class name. */
  Map<String, String> texts() {
    return texts;
  }

  List<JavaFileObject> files() {
    List<JavaFileObject> files = new ArrayList<>();
    texts.forEach((name, text) -> files.add(JavaFileObjects.forSourceString(name, text)));
    return files;
  }

  /** Compiles with both processors. */
  Compilation compile(Object... options) {
    return javac()
        .withOptions(options)
        .withProcessors(new DurableIngestProcessor(), new WholeModuleProcessor())
        .compile(files());
  }
}
