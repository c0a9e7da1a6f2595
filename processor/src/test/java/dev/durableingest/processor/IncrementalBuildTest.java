package dev.durableingest.processor;

import static com.google.testing.compile.Compiler.javac;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Gradle is promised. An isolating processor makes every file from exactly one class, and asks
 * for no resources; an aggregating one may look at everything. Gradle itself does not run here: its
 * distribution is no Maven artifact.
 */
class IncrementalBuildTest {
  private static final String METADATA = "/META-INF/gradle/incremental.annotation.processors";

  @Test
  void theMetadataSaysOfEachProcessorWhatItIs() throws IOException {
    try (InputStream in = IncrementalBuildTest.class.getResourceAsStream(METADATA)) {
      List<String> lines =
          new String(Objects.requireNonNull(in).readAllBytes(), UTF_8).lines().toList();
      assertThat(lines)
          .containsExactlyInAnyOrder(
              DurableIngestProcessor.class.getName() + ",ISOLATING",
              WholeModuleProcessor.class.getName() + ",AGGREGATING");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"quakes", "everything", "fleet"})
  void everyGeneratedFileHasTheSourceAsItsOneOrigin(String name) {
    SortedMap<String, List<String>> origins = new TreeMap<>();

    compile(name, origins);

    String source = Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Source";
    assertThat(origins).hasSizeGreaterThan(4);
    assertThat(origins.keySet()).anyMatch(file -> file.endsWith(name + ".json"));
    assertThat(origins.values()).containsOnly(List.of("com.acme." + name + "." + source));
  }

  /** Two sources in one compilation: a change of one makes no file of the other again. */
  @Test
  void aSourceIsTheOriginOfItsOwnFilesOnly() {
    SortedMap<String, List<String>> origins = new TreeMap<>();
    Connector both =
        Connector.good("quakes").with(Connector.RESOURCES.resolve("good/com/acme/fleet"));

    compile(both, origins);

    origins.forEach(
        (file, origin) ->
            assertThat(origin)
                .as(file)
                .containsExactly(
                    file.contains("quakes")
                        ? "com.acme.quakes.QuakesSource"
                        : "com.acme.fleet.FleetSource"));
  }

  private static void compile(String name, SortedMap<String, List<String>> origins) {
    compile(Connector.good(name), origins);
  }

  private static void compile(Connector connector, SortedMap<String, List<String>> origins) {
    DurableIngestProcessor recorded = new DurableIngestProcessor();
    Compilation compilation =
        javac()
            .withProcessors(
                new WrappedProcessor(recorded, environment -> recording(environment, origins)))
            .compile(connector.files());
    assertThat(compilation.errors()).isEmpty();
  }

  private static ProcessingEnvironment recording(
      ProcessingEnvironment environment, SortedMap<String, List<String>> origins) {
    Filer filer =
        wrap(
            Filer.class,
            environment.getFiler(),
            (method, arguments) -> {
              assertThat(method).startsWith("create");
              Object last = arguments[arguments.length - 1];
              List<String> names = new ArrayList<>();
              for (Element element : (Element[]) last) {
                names.add(((TypeElement) element).getQualifiedName().toString());
              }
              origins.put(file(arguments), names);
            });
    return WrappedProcessor.withFiler(environment, filer);
  }

  private static String file(Object[] arguments) {
    return String.join(
        "/",
        Arrays.stream(arguments)
            .filter(CharSequence.class::isInstance)
            .map(Object::toString)
            .toList());
  }

  private interface Call {
    void made(String method, Object[] arguments);
  }

  private static <T> T wrap(Class<T> type, T wrapped, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              call.made(method.getName(), arguments);
              try {
                return method.invoke(wrapped, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
