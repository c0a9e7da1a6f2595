package dev.durableingest.runtime.file;

import dev.durableingest.runtime.sink.SinkPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What those must know of the lines in a folder who read them while they are written. Not forced:
 * after a machine crash it may say less, or nothing, until the next run.
 */
public enum PublishedEnd {
  /** Up to where lines are committed; no more than a saved document says. */
  COMMITTED(".committed"),
  /** The end of the newest segment that was, or is about to be, deleted. */
  DELETED(".deleted");

  private static final Pattern FORM = Pattern.compile("(\\S+) (\\d{1,18}) (\\d{1,18})\n");

  private final String file;

  PublishedEnd(String file) {
    this.file = file;
  }

  /** Publishes an end in place of the one before. */
  public void write(Path folder, SinkPosition end) throws IOException {
    Path staged = folder.resolve(file + ".new");
    Files.writeString(
        staged,
        end.identity() + " " + end.segment() + " " + end.bytes() + "\n",
        StandardCharsets.US_ASCII);
    Files.move(
        staged,
        folder.resolve(file),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The published end; empty where no run has published one that can be read. */
  public Optional<SinkPosition> read(Path folder) throws IOException {
    try {
      String text = Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
      Matcher form = FORM.matcher(text);
      return form.matches()
          ? Optional.of(
              new SinkPosition(
                  form.group(1), Long.parseLong(form.group(2)), Long.parseLong(form.group(3))))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
