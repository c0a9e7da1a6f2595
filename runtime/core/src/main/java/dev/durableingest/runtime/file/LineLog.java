package dev.durableingest.runtime.file;

import dev.durableingest.runtime.sink.SinkException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of lines that is only ever appended to, in a folder that its user has to itself. It is
 * made with its first line. Owned by one thread, which must not be interrupted.
 */
public final class LineLog {
  private final Path path;

  /**
   * @param path the file
   */
  public LineLog(Path path) {
    this.path = path;
  }

  /**
   * Appends a line and forces it; a torn line that a crash left there is cut off first.
   *
   * @param line without a line feed
   * @throws SinkException when it failed; nothing of the line counts then
   */
  public void append(String line) throws SinkException {
    try {
      Folders.create(path.toAbsolutePath().getParent());
      long complete = Files.exists(path) ? LineScan.completeBytes(path, 0) : 0;
      try (AppendFile file = AppendFile.open(path, complete)) {
        file.append((line + "\n").getBytes(StandardCharsets.UTF_8));
        file.force();
      }
    } catch (IOException e) {
      throw FileFailure.of(path, e);
    }
  }
}
