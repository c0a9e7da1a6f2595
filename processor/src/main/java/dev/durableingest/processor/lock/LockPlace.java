package dev.durableingest.processor.lock;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.tools.StandardLocation;

/**
 * Where the lock of a module is: where the option says, else beside its {@code pom.xml}. The tests
 * of a module have none unless the option names it, for what they store is nobody's.
 */
final class LockPlace {
  private static final String NONE = "none";
  private static final String FILE = "durable-ingest.lock.json";
  private static final String BUILD = "pom.xml";

  /** How deep below a module its classes may be: {@code target/classes} is two. */
  private static final int DEPTH_MAX = 3;

  private LockPlace() {}

  /**
   * The file, whether it exists or not; nothing where the module needs none.
   *
   * @param environment the compiler's
   */
  static Optional<Path> find(ProcessingEnvironment environment) {
    Map<String, String> options = environment.getOptions();
    String written = options.getOrDefault(LockFile.PATH_OPTION, "");
    if (written.equals(NONE)) {
      return Optional.empty();
    }
    if (!written.isEmpty()) {
      return Optional.of(Path.of(written));
    }
    Optional<Path> derived = module(environment.getFiler()).map(module -> module.resolve(FILE));
    boolean isAskedFor = options.containsKey(LockFile.MODE_OPTION);
    return derived.filter(file -> isAskedFor || Files.exists(file));
  }

  private static Optional<Path> module(Filer filer) {
    Path folder = output(filer).orElse(null);
    for (int depth = 0; folder != null && depth <= DEPTH_MAX; depth++) {
      if (folder.endsWith("test-classes")) {
        return Optional.empty();
      }
      if (Files.exists(folder.resolve(BUILD))) {
        return Optional.of(folder);
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }

  /** Where classes are written, if that is a folder. Gradle compiles anew what asks it that. */
  private static Optional<Path> output(Filer filer) {
    if (filer.getClass().getName().startsWith("org.gradle.")) {
      return Optional.empty();
    }
    try {
      URI uri = filer.getResource(StandardLocation.CLASS_OUTPUT, "", FILE).toUri();
      return "file".equals(uri.getScheme())
          ? Optional.ofNullable(Path.of(uri).toAbsolutePath().getParent())
          : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // a compiler that writes no files
    }
  }
}
