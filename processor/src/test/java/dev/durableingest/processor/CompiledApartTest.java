package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source whose resources and records are class files, as in an incremental build. */
class CompiledApartTest {
  @TempDir Path folder;

  @Test
  void generatesTheSameFromClassFilesAsFromSources() throws Exception {
    Connector connector = Connector.good("everything");
    Compilation whole = connector.compile();
    Path classes = folder.resolve("classes");
    write(classes, new CompiledClasses(whole).bytes());

    Path again = folder.resolve("again");
    compileOnly(connector, "com.acme.everything.EverythingSource", classes, again);

    Map<String, String> expected =
        texts(Connector.RESOURCES.resolve("expected").resolve("everything"));
    assertThat(texts(again)).isEqualTo(expected);
  }

  @Test
  void aResourceAloneIsNoOrphanWhereItsSourceIsAClassFile() throws Exception {
    Connector connector = Connector.good("everything");
    Path classes = folder.resolve("classes");
    write(classes, new CompiledClasses(connector.compile()).bytes());

    compileOnly(connector, "com.acme.everything.resources.Rows", classes, folder.resolve("again"));
  }

  private void compileOnly(Connector connector, String name, Path classes, Path out)
      throws IOException {
    Files.createDirectories(out);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              messages,
              files,
              null,
              List.of(
                  "-d",
                  out.toString(),
                  "-cp",
                  classes + File.pathSeparator + System.getProperty("java.class.path")),
              null,
              List.of(JavaFileObjects.forSourceString(name, connector.texts().get(name))));
      task.setProcessors(List.of(new DurableIngestProcessor(), new WholeModuleProcessor()));
      assertThat(task.call()).as(messages.toString()).isTrue();
    }
  }

  private static void write(Path folder, Map<String, byte[]> classes) throws IOException {
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      Path file = folder.resolve(entry.getKey().replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> Files.isRegularFile(file) && !file.toString().endsWith(".class"))
          .forEach(file -> texts.put(folder.relativize(file).toString(), read(file)));
    }
    return texts;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
