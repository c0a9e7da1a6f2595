package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.durableingest.processor.CompilerUnderTest.Job;
import dev.durableingest.processor.CompilerUnderTest.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: whatever it is fed, the processor ends with messages of its own and the compiler's, never
 * with an exception, and never writes a class that does not compile. Method: break good connectors
 * at random and compile them. The seed is a checksum of the processor's own classes: the same
 * processor is always fed the same, so that a build does not turn red by itself, and a changed one
 * is fed something new. {@code -Dfuzz.seed=N -Dfuzz.count=1} repeats one, {@code -Dfuzz.seed=…
 * -Dfuzz.count=20000} feeds as many others as wanted.
 */
class FuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", checksumOfTheProcessor());
  private static final int COUNT = Integer.getInteger("fuzz.count", 80);

  private static final String IN_PROCESS = CompilerUnderTest.InProcess.class.getName();

  /** What was found wrong, so that one long run shows more than its first find. */
  private final List<String> found = new ArrayList<>();

  @BeforeAll
  static void saysWhatIsFed() {
    System.out.println("Fuzz: -Dfuzz.seed=" + SEED + " -Dfuzz.count=" + COUNT);
  }

  @AfterEach
  void nothingWasFound() {
    assertThat(found).isEmpty();
  }

  @Test
  void brokenSourcesNeverMakeItThrow() {
    for (int i = 0; i < COUNT; i++) {
      long seed = SEED + i;
      Connector connector = new BrokenSources(new Random(seed)).next();
      try {
        Compilation compilation = connector.compile();
        note(connector, seed, failures(texts(compilation)));
        note(connector, seed, errorsInGeneratedFiles(compilation));
      } catch (RuntimeException e) {
        note(connector, seed, failures(e));
      }
    }
  }

  /** Eclipse's compiler hands processors other trees of broken code than javac does. */
  @Test
  void brokenSourcesNeverMakeItThrowInEclipse(@TempDir Path folder) throws Exception {
    for (int i = 0; i < COUNT / 4; i++) {
      long seed = SEED + i;
      Connector connector = new BrokenSources(new Random(seed)).next();
      Path work = Files.createDirectories(folder.resolve("run" + i));
      try {
        note(connector, seed, failures(compileWithEclipse(connector, work)));
      } catch (RuntimeException e) {
        boolean isOurs = Arrays.stream(e.getStackTrace()).limit(3).anyMatch(FuzzTest::isOurs);
        note(
            connector, seed, isOurs ? List.of(stackTrace(e)) : List.of()); // else it gave up itself
      }
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
      try {
        note(connector, SEED, failures(texts(connector.compile())));
      } catch (RuntimeException e) {
        note(connector, SEED, failures(e));
      }
    }
  }

  private void note(Connector connector, long seed, List<String> wrong) {
    wrong.forEach(text -> found.add(text + "\n" + describe(connector, seed)));
    assertThat(found).hasSizeLessThan(10);
  }

  /** The messages in which the processor says that it failed. */
  private static List<String> failures(List<String> texts) {
    return texts.stream().filter(text -> text.contains("[DI9")).toList();
  }

  /** Of what a compiler throws, only what comes out of the processor: compilers fail as well. */
  private static List<String> failures(RuntimeException thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    boolean isOurs = Arrays.stream(cause.getStackTrace()).anyMatch(FuzzTest::isOurs);
    return isOurs ? List.of(stackTrace(thrown)) : List.of();
  }

  private static List<String> texts(Compilation compilation) {
    return compilation.errors().stream().map(error -> error.getMessage(Locale.ROOT)).toList();
  }

  private static List<String> compileWithEclipse(Connector connector, Path work)
      throws IOException, InterruptedException {
    Outcome outcome =
        CompilerUnderTest.eclipse()
            .compile(
                new Job(
                    CompilerUnderTest.write(connector, work.resolve("sources")),
                    Files.createDirectories(work.resolve("output")),
                    List.of("-classpath", System.getProperty("java.class.path"))));
    return outcome.reports().stream().map(CompilerUnderTest.Report::text).toList();
  }

  private static String stackTrace(Exception thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static long checksumOfTheProcessor() {
    URL location = DurableIngestProcessor.class.getResource("DurableIngestProcessor.class");
    CRC32 checksum = new CRC32();
    try (Stream<Path> files = Files.walk(Path.of(location.toURI()).getParent())) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        checksum.update(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return checksum.getValue();
  }

  private static boolean isOurs(StackTraceElement frame) {
    String name = frame.getClassName();
    return name.startsWith("dev.durableingest.processor.")
        && !Set.of(FuzzTest.class.getName(), Connector.class.getName(), IN_PROCESS).contains(name);
  }

  private static List<String> errorsInGeneratedFiles(Compilation compilation) {
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
