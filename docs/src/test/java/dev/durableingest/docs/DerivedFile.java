package dev.durableingest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the repository that follows from others. {@code -Ddocs=write} writes it; without that,
 * a file that differs is a failure.
 *
 * @param path relative to the root
 * @param text what it has to hold
 */
record DerivedFile(String path, String text) {
  private static final String WAY =
      ". Run `mvn verify -Ddocs=write -pl docs -am`, and review the difference.";

  /** Whether derived files are to be written, not compared. */
  static boolean areWritten() {
    return "write".equals(System.getProperty("docs"));
  }

  /** Writes or compares the file. */
  void check() {
    Path file = Project.ROOT.resolve(path);
    if (areWritten()) {
      write(file);
    }
    assertThat(file).as(path + " is missing" + WAY).exists();
    assertThat(Project.read(file)).as(path + " is stale" + WAY).isEqualTo(text);
  }

  private void write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
