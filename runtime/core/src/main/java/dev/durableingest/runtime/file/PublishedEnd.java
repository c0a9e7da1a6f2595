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
 * Up to where the lines in a folder are committed, for those that read them while they are written:
 * the file {@code .committed}. It says no more than a saved document does, and is not forced: after
 * a machine crash it may say less, or nothing, until the next run.
 */
public final class PublishedEnd {
  private static final String NAME = ".committed";
  private static final Pattern FORM = Pattern.compile("(\\S+) (\\d{1,18}) (\\d{1,18})\n");

  private PublishedEnd() {}

  /** Publishes an end in place of the one before. */
  public static void write(Path folder, SinkPosition end) throws IOException {
    Path staged = folder.resolve(NAME + ".new");
    Files.writeString(
        staged,
        end.identity() + " " + end.segment() + " " + end.bytes() + "\n",
        StandardCharsets.US_ASCII);
    Files.move(
        staged,
        folder.resolve(NAME),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The published end; empty where no run has published one that can be read. */
  public static Optional<SinkPosition> read(Path folder) throws IOException {
    try {
      String text = Files.readString(folder.resolve(NAME), StandardCharsets.ISO_8859_1);
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
