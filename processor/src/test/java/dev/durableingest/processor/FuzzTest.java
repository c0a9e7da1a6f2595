package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.durableingest.processor.CompilerUnderTest.Job;
import dev.durableingest.processor.CompilerUnderTest.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: whatever it is fed, the processor ends with messages of its own and the compiler's, never
 * with an exception, and never writes a class that does not compile. Method: break good connectors
 * at random and compile them. A failure prints its seed; {@code -Dfuzz.seed=N -Dfuzz.count=1}
 * repeats it. The build always breaks the same ones; {@code -Dfuzz.seed=… -Dfuzz.count=20000}
 * breaks others, as many as wanted.
 */
class FuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final int COUNT = Integer.getInteger("fuzz.count", 80);

  @Test
  void brokenSourcesNeverMakeItThrow() {
    for (int i = 0; i < COUNT; i++) {
      long seed = SEED + i;
      Connector connector = new BrokenSources(new Random(seed)).next();

      Compilation compilation = compile(connector, seed);

      for (Diagnostic<? extends JavaFileObject> error : compilation.errors()) {
        assertThat(error.getMessage(Locale.ROOT))
            .as(describe(connector, seed))
            .doesNotContain("[DI9");
      }
      assertThat(errorsInGeneratedFiles(compilation, connector))
          .as(describe(connector, seed))
          .isEmpty();
    }
  }

  /** Eclipse's compiler hands processors other trees of broken code than javac does. */
  @Test
  void brokenSourcesNeverMakeItThrowInEclipse(@TempDir Path folder) throws Exception {
    for (int i = 0; i < COUNT / 4; i++) {
      long seed = SEED + i;
      Connector connector = new BrokenSources(new Random(seed)).next();
      Path work = Files.createDirectories(folder.resolve("run" + i));

      List<String> texts = compileWithEclipse(connector, work, seed);

      assertThat(texts).as(describe(connector, seed)).noneMatch(text -> text.contains("[DI9"));
    }
  }

  /** A class is half-typed most of the time that an IDE looks at it. */
  @Test
  void aFileThatEndsAtAnyTokenNeverMakesItThrow() {
    Random random = new Random(SEED);
    List<String> names = List.copyOf(Connector.good("quakes").texts().keySet());
    for (int i = 0; i < COUNT / 2; i++) {
      Connector connector = Connector.good("quakes");
      String name = names.get(random.nextInt(names.size()));
      String text = connector.texts().get(name);
      List<String> tokens = Arrays.asList(text.split("(?<=\\W)|(?=\\W)", -1));
      connector
          .texts()
          .put(name, String.join("", tokens.subList(0, random.nextInt(tokens.size()))));

      assertThat(compile(connector, SEED).errors())
          .as(describe(connector, SEED))
          .noneMatch(error -> error.getMessage(Locale.ROOT).contains("[DI9"));
    }
  }

  private static Compilation compile(Connector connector, long seed) {
    try {
      return connector.compile();
    } catch (RuntimeException e) {
      throw new AssertionError(describe(connector, seed), e);
    }
  }

  private static List<String> compileWithEclipse(Connector connector, Path work, long seed)
      throws IOException, InterruptedException {
    try {
      Outcome outcome =
          CompilerUnderTest.eclipse()
              .compile(
                  new Job(
                      CompilerUnderTest.write(connector, work.resolve("sources")),
                      Files.createDirectories(work.resolve("output")),
                      List.of("-classpath", System.getProperty("java.class.path"))));
      return outcome.reports().stream().map(CompilerUnderTest.Report::text).toList();
    } catch (RuntimeException e) {
      if (Arrays.stream(e.getStackTrace()).limit(3).noneMatch(FuzzTest::isOurs)) {
        return new ArrayList<>(); // the compiler itself gave up
      }
      throw new AssertionError(describe(connector, seed), e);
    }
  }

  private static boolean isOurs(StackTraceElement frame) {
    return frame.getClassName().startsWith("dev.durableingest.");
  }

  private static List<String> errorsInGeneratedFiles(Compilation compilation, Connector connector) {
    return compilation.errors().stream()
        .filter(error -> error.getSource() != null)
        .filter(error -> error.getSource().getName().contains("SOURCE_OUTPUT"))
        .map(error -> error.toString())
        .toList();
  }

  private static String describe(Connector connector, long seed) {
    Map<String, String> good =
        List.of("quakes", "everything", "fleet").stream()
            .flatMap(name -> Connector.good(name).texts().entrySet().stream())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    return "seed "
        + seed
        + connector.texts().entrySet().stream()
            .filter(entry -> !entry.getValue().equals(good.get(entry.getKey())))
            .map(entry -> "\n--- " + entry.getKey() + "\n" + entry.getValue())
            .collect(Collectors.joining());
  }
}
