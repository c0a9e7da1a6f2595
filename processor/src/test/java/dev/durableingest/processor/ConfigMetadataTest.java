package dev.durableingest.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;
import org.junit.jupiter.api.Test;

/** What IDEs complete: the options of all sources of a module, in one file. */
class ConfigMetadataTest {
  private static final String PATH = "META-INF/spring-configuration-metadata.json";
  private static final Path GOLDEN =
      Connector.RESOURCES.resolve("expected-metadata/two-sources.json");

  /** A second source, with an option that the first has too, and with every form of option. */
  private static Connector twoSources() {
    return Connector.good("quakes")
        .with(
            """
            package com.acme.deep_sea;
            import com.acme.deep_sea.resources.Soundings;
            import dev.durableingest.annotations.Source;
            import dev.durableingest.runtime.SourceAdapter;
            import dev.durableingest.runtime.SourceContext;
            @Source(name = "deep_sea", resources = Soundings.class)
            public final class DeepSeaSource implements SourceAdapter {
              public DeepSeaSource(DeepSeaConfig config) {}
              @Override public void run(SourceContext context) {}
            }
            """)
        .with(
            """
            package com.acme.deep_sea;
            import dev.durableingest.annotations.ConfigProperty;
            import java.net.URI;
            import java.nio.file.Path;
            import java.time.Duration;
            import java.util.List;
            import java.util.Optional;
            public record DeepSeaConfig(
                URI feedUrl,
                Optional<Path> chart,
                @ConfigProperty(defaultValue = "30s", description = "How often") Duration every,
                @ConfigProperty(defaultValue = "sonar") Method method,
                List<Integer> depths,
                @ConfigProperty(defaultValue = "hidden", secret = true) String key) {
              public enum Method { SONAR, LEAD_LINE }
            }
            """)
        .with(
            """
            package com.acme.deep_sea.resources;
            import dev.durableingest.annotations.Replay;
            import dev.durableingest.annotations.Resource;
            import dev.durableingest.annotations.Stream;
            import dev.durableingest.runtime.ProcessResult;
            import dev.durableingest.runtime.ResourceProcessor;
            @Resource(name = "soundings", replay = Replay.NONE)
            @Stream(name = "soundings")
            public final class Soundings
                implements ResourceProcessor<String, com.acme.quakes.QuakeRow, Void> {
              @Override
              public ProcessResult<com.acme.quakes.QuakeRow, Void> process(String line) {
                return ProcessResult.none();
              }
            }
            """);
  }

  @Test
  void theSourcesOfAModuleShareOneFileAndAnOptionOfTwoIsCompletedWithTheNameOfItsSource()
      throws IOException {
    Compilation compilation = twoSources().compile();
    assertThat(compilation.errors()).isEmpty();

    String metadata = text(compilation).orElseThrow();

    if ("write".equals(System.getProperty("goldens"))) {
      Files.createDirectories(GOLDEN.getParent());
      Files.writeString(GOLDEN, metadata);
    }
    assertThat(metadata).isEqualTo(Files.readString(GOLDEN));
  }

  @Test
  void thereIsNoneWhereNoSourceHasOptionsOrNoneIsWanted() throws IOException {
    assertThat(text(Connector.good("everything").compile())).isEmpty();
    assertThat(text(twoSources().compile("-Adurableingest.metadata=false"))).isEmpty();
  }

  private static Optional<String> text(Compilation compilation) throws IOException {
    Optional<JavaFileObject> file = compilation.generatedFile(StandardLocation.CLASS_OUTPUT, PATH);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream bytes = file.get().openInputStream()) {
      return Optional.of(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
    }
  }
}
