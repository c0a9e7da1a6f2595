package dev.durableingest.coinbase.simulator;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds recordings of the real exchange, which are not part of the project. */
final class Captures {
  private static final String SETTING = "DURABLE_INGEST_CAPTURES";

  private Captures() {}

  /** The capture with this name; skips the test, and says so, where there is none. */
  static Path require(String name) {
    Path file = folder().map(folder -> folder.resolve(name)).orElse(Path.of(name));
    if (!Files.isRegularFile(file)) {
      abort("skipped: no capture " + name + "; set " + SETTING + " to the folder that holds it");
    }
    return file;
  }

  private static Optional<Path> folder() {
    String set = System.getProperty(SETTING, System.getenv(SETTING));
    if (set != null) {
      return Optional.of(Path.of(set));
    }
    Path at = Path.of("").toAbsolutePath();
    while (at != null) {
      Path folder = at.resolveSibling("shared").resolve("data");
      if (Files.isDirectory(folder)) {
        return Optional.of(folder);
      }
      at = at.getParent();
    }
    return Optional.empty();
  }
}
