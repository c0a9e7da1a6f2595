package dev.durableingest.runtime.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The versions that {@code --version} shows. */
final class Versions {
  private static final String RUNTIME =
      "/META-INF/maven/dev.durableingest/durable-ingest-runtime/pom.properties";

  private Versions() {}

  /** One line: the source, the runtime, the JVM. */
  static String line(String program, Class<?> generated) {
    String own = generated.getPackage().getImplementationVersion();
    return program
        + (own == null ? "" : " " + own)
        + ", durable-ingest-runtime "
        + runtime()
        + ", Java "
        + Runtime.version().feature();
  }

  private static String runtime() {
    try (InputStream stream = Versions.class.getResourceAsStream(RUNTIME)) {
      if (stream != null) {
        Properties properties = new Properties();
        properties.load(stream);
        return properties.getProperty("version", "unknown");
      }
    } catch (IOException e) {
      return "unknown";
    }
    return "unpackaged";
  }
}
