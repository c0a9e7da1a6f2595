package dev.durableingest.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The project's own files, as a checkout has them. */
final class Project {
  /** The folder that holds {@code ARCHITECTURE.md}. */
  static final Path ROOT = findRoot();

  private static final Set<String> NOT_OURS =
      Set.of(".git", "target", "data", ".idea", ".vscode", ".settings");

  private Project() {}

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  static String read(String path) {
    return read(ROOT.resolve(path));
  }

  /** Every file that people wrote, relative to the root, sorted. */
  static List<Path> files() {
    return walk(ROOT).map(ROOT::relativize).sorted().toList();
  }

  /** The Markdown files, relative to the root. */
  static List<Path> markdown() {
    return files().stream().filter(file -> file.toString().endsWith(".md")).toList();
  }

  /** Java files of main code, relative to the root; the examples in the docs are not main code. */
  static List<Path> mainCode() {
    return files().stream()
        .filter(file -> file.toString().endsWith(".java"))
        .filter(file -> file.toString().replace('\\', '/').contains("src/main/java/"))
        .filter(file -> !file.startsWith("docs"))
        .filter(file -> !file.toString().replace('\\', '/').contains("src/it/"))
        .toList();
  }

  private static Stream<Path> walk(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> !NOT_OURS.contains(child.getFileName().toString()))
          .flatMap(child -> Files.isDirectory(child) ? walk(child) : Stream.of(child))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path findRoot() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve("ARCHITECTURE.md"))) {
        return folder;
      }
    }
    throw new IllegalStateException("No ARCHITECTURE.md in or above " + start);
  }
}
