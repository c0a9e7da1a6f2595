package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is generated for the good connectors, byte for byte. */
class GoldensTest {
  private static final Path EXPECTED = Connector.RESOURCES.resolve("expected");

  @ParameterizedTest
  @ValueSource(strings = {"quakes", "everything"})
  void generatesWhatIsExpectedByteForByte(String name) throws IOException {
    Map<String, String> generated = generate(Connector.good(name));
    Path folder = EXPECTED.resolve(name);
    if ("write".equals(System.getProperty("goldens"))) {
      write(folder, generated);
    }
    for (Map.Entry<String, String> file : generated.entrySet()) {
      Path golden = folder.resolve(file.getKey());
      String way = ". If this is intended, run with -Dgoldens=write and review the difference.";
      assertThat(golden).as(golden + " is missing" + way).exists();
      assertThat(file.getValue()).as(golden + " differs" + way).isEqualTo(Files.readString(golden));
    }
    assertThat(files(folder)).isEqualTo(generated.keySet());
  }

  @Test
  void generatesTheSameBytesTwice() throws IOException {
    assertThat(generate(Connector.good("everything")))
        .isEqualTo(generate(Connector.good("everything")));
  }

  @Test
  void noLineOfGeneratedCodeIsTooLongOrEndsInSpace() throws IOException {
    generate(Connector.good("everything"))
        .forEach(
            (name, text) -> {
              if (name.endsWith(".java")) {
                assertThat(text.lines()).as(name).allMatch(line -> line.length() <= 100);
                assertThat(text.lines()).as(name).noneMatch(line -> line.endsWith(" "));
              }
            });
  }

  private static Map<String, String> generate(Connector connector) throws IOException {
    Compilation compilation = connector.compile("-Xlint:all,-processing", "-Werror");
    assertThat(compilation.diagnostics()).as(() -> compilation.diagnostics().toString()).isEmpty();
    Map<String, String> generated = new TreeMap<>();
    for (JavaFileObject file : compilation.generatedFiles()) {
      String path = file.getName().replaceFirst("^/(SOURCE|CLASS)_OUTPUT/", "");
      // Where the classes go is found out by asking for the lock, which is not written there.
      if (!path.endsWith(".class") && !path.endsWith("durable-ingest.lock.json")) {
        try (InputStream bytes = file.openInputStream()) {
          generated.put(path, new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return generated;
  }

  private static void write(Path folder, Map<String, String> generated) throws IOException {
    for (Map.Entry<String, String> file : generated.entrySet()) {
      Path golden = folder.resolve(file.getKey());
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, file.getValue());
    }
  }

  private static Iterable<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
    }
  }
}
